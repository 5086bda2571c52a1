interface CheckboxListProps {
  name: string;
  legend: string;
  options: readonly { value: string; label: string }[];
  chosen: readonly string[];
}

/** Small checkboxes in a line; a hidden field says that they were shown, so that none chosen means none. */
export function CheckboxList({ name, legend, options, chosen }: CheckboxListProps) {
  if (options.length === 0) return null;
  return (
    <fieldset className="check-list">
      <legend className="field-label">{legend}</legend>
      <input type="hidden" name={`with-${name}`} value="1" />
      {options.map((option) => (
        <label key={option.value} className="check-line">
          <input
            type="checkbox"
            name={name}
            value={option.value}
            defaultChecked={chosen.includes(option.value)}
          />{" "}
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}
