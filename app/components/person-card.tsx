import type { ButtonHTMLAttributes } from "react";
import { Icon } from "./icon.tsx";

export type PersonCardProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  person: string;
  role: string;
  note?: string;
};

/** One person to be, on the demonstration's sign-in page: the card is the button. Put several in `.person-cards`. */
export function PersonCard({ person, role, note, ...button }: PersonCardProps) {
  return (
    <button type="submit" {...button} className="person-card">
      <span>
        <span className="person-name">{person}</span>
        <span>{role}</span>
        {note ? <span className="hint">{note}</span> : null}
      </span>
      <Icon name="right" />
    </button>
  );
}
