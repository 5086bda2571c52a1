import { Field, describedBy, type FieldProps } from "./field.tsx";

export type SelectFieldProps = FieldProps & {
  options: readonly { value: string; label: string; disabled?: boolean }[];
  defaultValue?: string;
  required?: boolean;
};

/** One of many known answers. */
export function SelectField({ name, id = name, label, hint, error, options, ...select }: SelectFieldProps) {
  return (
    <Field name={name} id={id} label={label} hint={hint} error={error}>
      <select
        {...select}
        className="input select"
        id={id}
        name={name}
        aria-describedby={describedBy({ name, id, hint, error })}
        aria-invalid={error ? true : undefined}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  );
}
