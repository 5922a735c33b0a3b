/** A behaviour the vendor does not document: what it may be, the first value being the default. */
export interface SwitchDefinition {
	/** What is unknown, in words, and what each value means. */
	doc: string;
	values: readonly [string, string, ...string[]];
}

export type SwitchTable = Readonly<Record<string, SwitchDefinition>>;
