import { Field, describedBy, type FieldProps } from "./field.tsx";

export type DateFieldProps = FieldProps & {
  /** A day as YYYY-MM-DD. */
  defaultValue?: string;
  min?: string;
  max?: string;
  required?: boolean;
};

/** One day, in the browser's own way of asking. */
export function DateField({ name, id = name, label, hint, error, ...input }: DateFieldProps) {
  return (
    <Field name={name} id={id} label={label} hint={hint} error={error}>
      <input
        {...input}
        className="input input-day"
        type="date"
        id={id}
        name={name}
        aria-describedby={describedBy({ name, id, hint, error })}
        aria-invalid={error ? true : undefined}
      />
    </Field>
  );
}
