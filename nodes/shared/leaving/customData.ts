import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { tells, whom } from './arranged';
import type { Left } from './summary';

/** n8n warns of a longer value. @see n8n-core, setWorkflowExecutionMetadata */
const LONGEST = 255;

/** Outputs where a record ends its way; on the others it goes on, and the next node tells. */
const ENDS: ReadonlySet<string> = new Set(['review', 'failed', 'rejected', 'skipped', 'gone']);

/**
 * Which contact and which outcome, in the custom data of the execution, so that the list of executions says and finds it.
 * Nodes of one execution add to what those before them said.
 */
export function nameExecution({ customData }: Pick<IExecuteFunctions, 'customData'>, left: readonly Left[]): void {
	const told = left.flatMap(({ output, items }) => items.filter((json) => tells(json) && (ENDS.has(output) || typeof json.outcome === 'string')).map((json) => ({ json, outcome: outcomeOf(json, output) })));
	if (told.length === 0) return;
	const people = told.map(({ json }) => whom(json));
	const facts = { contact: listed(people.map(({ name }) => name)), email: listed(people.map(({ email }) => email)), outcome: counted(told.map(({ outcome }) => outcome)) };
	for (const [key, value] of Object.entries(facts)) {
		const before = customData.get(key);
		const whole = before === undefined || before === '' || before === value ? value : `${before}, ${value}`;
		if (value !== '') customData.set(key, whole.slice(0, LONGEST));
	}
}

function outcomeOf({ outcome }: IDataObject, output: string): string {
	return typeof outcome === 'string' && outcome !== '' ? outcome : output;
}

/** Each once, in their order. */
function listed(words: readonly string[]): string {
	return [...new Set(words.filter((word) => word !== ''))].join(', ');
}

/** `created`, or `2 created, 1 review`. */
function counted(outcomes: readonly string[]): string {
	const kinds = [...new Set(outcomes)];
	if (outcomes.length === 1) return kinds[0]!;
	return kinds.map((kind) => `${outcomes.filter((one) => one === kind).length} ${kind}`).join(', ');
}
