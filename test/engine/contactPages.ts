import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { doneOf as doneOfContacts, intercom, runContacts } from './intercomStage';

/** Get Page of contacts, unless another operation is named. */
export const run = (parameters: INodeParameters, inputs: IDataObject[] = [{}], operation = 'getPage') => runContacts({ operation, ...parameters }, inputs);

/** What leaves it by Done, and nothing else may leave. */
export const doneOf = async (parameters: INodeParameters, inputs?: IDataObject[], operation = 'getPage') => await doneOfContacts({ operation, ...parameters }, inputs);

/** All pages, each from the cursor of the one before; what happens between two pages is the caller's. */
export async function allPages(parameters: INodeParameters, input: IDataObject = {}, between: (page: number) => void = () => undefined): Promise<IDataObject[]> {
	const seen: IDataObject[] = [];
	for (let cursor: unknown = null, page = 0; page === 0 || cursor !== null; page++) {
		const items = await doneOf(parameters, [{ ...input, cursor } as IDataObject]);
		seen.push(...items);
		cursor = items[0]?.nextCursor ?? null;
		expect(items.every(({ nextCursor, isLast }) => (nextCursor ?? null) === cursor && (isLast ?? true) === (cursor === null))).toBe(true);
		between(page);
	}
	return seen;
}

export const calls = () => intercom.kernel.journal.list({}).map(({ method, path }) => `${method} ${path}`);
