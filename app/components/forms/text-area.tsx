import type { TextareaHTMLAttributes } from "react";
import { Field, describedBy, type FieldProps } from "./field.tsx";

export type TextAreaProps = FieldProps &
  Pick<
    TextareaHTMLAttributes<HTMLTextAreaElement>,
    "defaultValue" | "maxLength" | "readOnly" | "required" | "rows" | "spellCheck"
  >;

/** Several lines of text. */
export function TextArea({ name, id = name, label, hint, error, rows = 4, ...area }: TextAreaProps) {
  return (
    <Field name={name} id={id} label={label} hint={hint} error={error}>
      <textarea
        {...area}
        className="input"
        rows={rows}
        id={id}
        name={name}
        aria-describedby={describedBy({ name, id, hint, error })}
        aria-invalid={error ? true : undefined}
      />
    </Field>
  );
}
