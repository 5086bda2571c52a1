import { Link, type LinkProps } from "@remix-run/react";
import type { ButtonHTMLAttributes, ReactNode } from "react";

export type ButtonVariant = "main" | "second" | "withdraw" | "amber";

interface Look {
  children: ReactNode;
  /** `amber` is for the block only. */
  variant?: ButtonVariant;
  /** 40 px high in place of 48, and never full width on a phone. */
  small?: boolean;
}

export type ButtonProps = Look & ButtonHTMLAttributes<HTMLButtonElement>;

/** A form's button; sends its form unless `type` says otherwise. */
export function Button({ variant, small, className, type = "submit", ...rest }: ButtonProps) {
  return <button {...rest} type={type} className={classes(variant, small, className)} />;
}

export type ButtonLinkProps = Look & LinkProps;

/** A link that looks like a button, for the one next place to go. */
export function ButtonLink({ variant, small, className, ...rest }: ButtonLinkProps) {
  return <Link {...rest} className={classes(variant, small, className)} />;
}

function classes(variant: ButtonVariant = "main", small: boolean | undefined, more: string | undefined) {
  return ["btn", `btn-${variant}`, small ? "btn-small" : "", more ?? ""].filter(Boolean).join(" ");
}
