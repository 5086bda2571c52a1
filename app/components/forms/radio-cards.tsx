import { ChoiceCards, type ChoiceCardsProps } from "./choice-cards.tsx";

export type RadioCardsProps = ChoiceCardsProps & { defaultValue?: string | null };

/** One choice among several, each a card. */
export function RadioCards({ defaultValue, ...props }: RadioCardsProps) {
  return <ChoiceCards {...props} type="radio" chosen={defaultValue ? [defaultValue] : []} />;
}
