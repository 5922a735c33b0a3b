/**
 * The line under a node on the canvas, in the words of its panel.
 * @param names what each choice is called, by its value
 * @param choice n8n expression of the value, such as `$parameter["operation"]`
 */
export function subtitleOf(names: Readonly<Record<string, string>>, choice: string): string {
	return `={{ (${JSON.stringify(names)})[${choice}] }}`;
}
