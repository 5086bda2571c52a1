import type { InputHTMLAttributes } from "react";
import { Field, describedBy, type FieldProps } from "./field.tsx";

export type TextFieldProps = FieldProps &
  Pick<
    InputHTMLAttributes<HTMLInputElement>,
    | "autoComplete"
    | "defaultValue"
    | "inputMode"
    | "maxLength"
    | "placeholder"
    | "readOnly"
    | "required"
    | "spellCheck"
  > & {
    type?: "text" | "email" | "password" | "search" | "number" | "tel" | "url" | "file";
    accept?: string;
    /** How much the answer holds: a few characters, a name, or the whole line (the default). */
    width?: "short" | "half" | "full";
  };

/** One line of text. */
export function TextField({
  name,
  id = name,
  label,
  hint,
  error,
  type = "text",
  width = "full",
  ...input
}: TextFieldProps) {
  return (
    <Field name={name} id={id} label={label} hint={hint} error={error}>
      <input
        {...input}
        className={`input input-${width}`}
        type={type}
        id={id}
        name={name}
        aria-describedby={describedBy({ name, id, hint, error })}
        aria-invalid={error ? true : undefined}
      />
    </Field>
  );
}
