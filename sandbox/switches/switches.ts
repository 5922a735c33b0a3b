import type { SwitchDefinition, SwitchTable } from './definition';
import { INTERCOM_SWITCHES } from './intercom';
import { XERO_SWITCHES } from './xero';

const ALL_SWITCHES = { ...XERO_SWITCHES, ...INTERCOM_SWITCHES };
type AllSwitches = typeof ALL_SWITCHES;

/** `xero.…` and `intercom.…` */
export type SwitchName = keyof AllSwitches & string;
export type SwitchValue<N extends SwitchName> = AllSwitches[N]['values'][number];
export type SwitchValues = { [N in SwitchName]: SwitchValue<N> };

/** Every behaviour that the fact sheets mark unknown, and which answer the sandbox gives now. */
export class Switches {
	private readonly chosen = new Map<string, string>();

	constructor(private readonly initial: Partial<SwitchValues> = {}) {
		this.reset();
	}

	get<N extends SwitchName>(name: N): SwitchValue<N> {
		return (this.chosen.get(name) ?? definitionOf(name).values[0]) as SwitchValue<N>;
	}

	/** @throws where the value is none of the switch's values */
	set<N extends SwitchName>(name: N, value: SwitchValue<N>): void {
		if (!definitionOf(name).values.includes(value)) throw new Error(`${value} is no value of switch ${name}`);
		this.chosen.set(name, value);
	}

	/** {@link set} for names and values that come from a list, such as {@link alternatives}. @throws on unknown ones */
	choose(name: string, value: string): void {
		definitionOf(name);
		this.set(name as SwitchName, value as SwitchValue<SwitchName>);
	}

	/** Back to what the sandbox was started with. */
	reset(): void {
		this.chosen.clear();
		for (const [name, value] of Object.entries(this.initial)) {
			if (value !== undefined) this.choose(name, value);
		}
	}

	/** For pages and for tests that run under every answer. */
	list(): Array<SwitchDefinition & { name: SwitchName; value: string }> {
		return switchNames().map((name) => ({ name, ...definitionOf(name), value: this.get(name) }));
	}
}

/** Names of all switches of both vendors. */
export function switchNames(): SwitchName[] {
	return Object.keys(ALL_SWITCHES) as SwitchName[];
}

/** @throws on an unknown name */
export function definitionOf(name: string): SwitchDefinition {
	const definition = (ALL_SWITCHES as SwitchTable)[name];
	if (definition === undefined) throw new Error(`There is no switch ${name}`);
	return definition;
}

/** Every (switch, value other than the default): what a suite has to be run under besides the defaults. */
export function alternatives(): Array<{ name: SwitchName; value: string }> {
	return switchNames().flatMap((name) => definitionOf(name).values.slice(1).map((value) => ({ name, value })));
}
