import fc from 'fast-check';
import { losersOf, mergeTargets, winnerOf, winnersOf } from '../../../lib/xero/directory/merges';
import { viewOf } from '../sync/records';

const IDS = ['a', 'b', 'c', 'd', 'e', 'f'];

/** Any graph of merges: chains, trees, circles, contacts that were restored, winners that nobody has read. */
const graphs = fc.uniqueArray(
	fc.record({
		ContactID: fc.constantFrom(...IDS),
		ContactStatus: fc.constantFrom('ACTIVE', 'ARCHIVED', 'ARCHIVED', 'ARCHIVED', 'GDPRREQUEST'),
		MergedToContactID: fc.constantFrom(undefined, ...IDS, ...IDS, 'unread'),
	}),
	{ selector: ({ ContactID }) => ContactID, minLength: 1, maxLength: IDS.length },
);
const scenes = fc.tuple(graphs, fc.constantFrom(...IDS)).filter(([graph, id]) => graph.some(({ ContactID }) => ContactID === id));

type Graph = Array<{ ContactID: string; ContactStatus: string; MergedToContactID: string | undefined }>;

/** The steps from a contact, itself first, until they end, leave what is known or come round. */
function walked(graph: Graph, from: string): string[] {
	const steps: string[] = [];
	for (let id: string | undefined = from; id !== undefined && !steps.includes(id); ) {
		const one = graph.find(({ ContactID }) => ContactID === id);
		if (one === undefined) break;
		steps.push(id);
		id = one.ContactStatus === 'ACTIVE' ? undefined : one.MergedToContactID;
	}
	return steps;
}

const next = (graph: Graph, id: string) => graph.find(({ ContactID, ContactStatus }) => ContactID === id && ContactStatus !== 'ACTIVE')?.MergedToContactID;

const contactsOf = (graph: Graph) => graph.map(({ MergedToContactID, ...contact }) => ({ Name: contact.ContactID, ...contact, ...(MergedToContactID && { MergedToContactID }) }));

test('whatever was merged into what: the end of the chain is followed, once more changes nothing, and circles come to an end', () => {
	fc.assert(
		fc.property(scenes, ([graph, id]) => {
			const view = viewOf(...contactsOf(graph));
			const winner = winnerOf(view.byId(id)!, view);
			const steps = walked(graph, id);
			const after = next(graph, steps[steps.length - 1]!);
			const isCircle = after !== undefined && steps.includes(after);
			expect(winner.ContactID).toBe(isCircle ? after : steps[steps.length - 1]);
			expect(winnerOf(winner, view)).toBe(winner);
			// Nobody in a circle lives on: it is never taken for a contact that can be written.
			if (isCircle) expect(winner.ContactStatus).not.toBe('ACTIVE');
			expect(winnersOf([view.byId(id)!, winner], view)).toEqual([winner]);
			expect(mergeTargets([view.byId(id)!], view)).toEqual(after === undefined || isCircle ? [] : [after]);
		}),
	);
});

test('whatever was merged into what: the losers of a contact are those whose chain leads over it or to it', () => {
	fc.assert(
		fc.property(scenes, ([graph, id]) => {
			const view = viewOf(...contactsOf(graph));
			const losers = losersOf(view.byId(id)!, view).map(({ ContactID }) => ContactID);
			const expected = graph.map(({ ContactID }) => ContactID).filter((other) => other !== id && walked(graph, other).includes(id));
			expect(losers.sort()).toEqual(expected.sort());
		}),
	);
});
