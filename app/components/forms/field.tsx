import type { ReactNode } from "react";
import { Icon } from "../icon.tsx";

export interface FieldProps {
  /** The field's name; also its id, so that an error summary can link to `#name`. */
  name: string;
  /** Where one name stands twice on a page. */
  id?: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: string | null;
}

/** The ids that describe a field, for its `aria-describedby`. */
export function describedBy({
  name,
  id = name,
  hint,
  error,
}: Pick<FieldProps, "name" | "id" | "hint" | "error">) {
  const ids = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean);
  return ids.length > 0 ? ids.join(" ") : undefined;
}

/** A label, a hint, what is wrong, and the control itself. */
export function Field({
  name,
  id = name,
  label,
  hint,
  error,
  children,
}: FieldProps & { children: ReactNode }) {
  return (
    <div className={error ? "field field-wrong" : "field"}>
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <FieldHint id={id} hint={hint} />
      <FieldError id={id} error={error} />
      {children}
    </div>
  );
}

export function FieldHint({ id, hint }: { id: string; hint: ReactNode }) {
  if (!hint) return null;
  return (
    <div className="hint" id={`${id}-hint`}>
      {hint}
    </div>
  );
}

export function FieldError({ id, error }: { id: string; error: string | null | undefined }) {
  if (!error) return null;
  return (
    <p className="field-error" id={`${id}-error`}>
      <Icon name="warn" />
      {error}
    </p>
  );
}
