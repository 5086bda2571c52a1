import { ChoiceCards, type ChoiceCardsProps } from "./choice-cards.tsx";

export type CheckboxCardsProps = ChoiceCardsProps & { defaultValue?: readonly string[] };

/** Any number of choices, each a card. */
export function CheckboxCards({ defaultValue = [], ...props }: CheckboxCardsProps) {
  return <ChoiceCards {...props} type="checkbox" chosen={defaultValue} />;
}
