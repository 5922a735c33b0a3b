import { seededRandom } from '../../../sandbox/kernel/random';

/** Who moves, and what. */
const WEIGHTS = {
	// People in Intercom.
	signsUp: 14,
	becomesLead: 5,
	typesCustomersEmail: 4,
	edits: 10,
	handsEmailOver: 5,
	leadMerged: 4,
	usersMerged: 4,
	archived: 3,
	unarchived: 3,
	deleted: 2,
	madeAnew: 5,
	wrongReference: 3,
	companyFounded: 2,
	companyBilled: 2,
	// The accountant in Xero.
	strangerAdded: 7,
	renamed: 4,
	contactEdited: 4,
	accountNumberTyped: 2,
	oursIntoStranger: 4,
	strangerIntoOurs: 3,
	oursIntoOurs: 2,
	mergeUndone: 4,
	contactArchived: 3,
	contactRestored: 3,
	// Somebody who reads the reviews.
	reviewSettled: 5,
	// The sync.
	synced: 22,
	syncedByBoth: 7,
	restarted: 3,
	looksHourly: 3,
	timePasses: 5,
} as const;

export type MoveKind = keyof typeof WEIGHTS;
export const MOVE_KINDS = Object.keys(WEIGHTS) as MoveKind[];
const SYNC_KINDS: readonly MoveKind[] = ['synced', 'syncedByBoth', 'restarted', 'looksHourly', 'timePasses', 'reviewSettled'];

export interface Move {
	/** Its place in the whole story; stays when others are taken out. */
	id: number;
	kind: MoveKind;
	/** Chances in [0, 1) that settle whom it is about, and how. */
	dice: readonly number[];
	/** What people do while the vendors are being asked, each before the request of this number. */
	meanwhile: ReadonlyArray<{ beforeRequest: number; move: Move }>;
}

/** How the user has set the nodes. */
export interface Policy {
	/** Whether the upsert may ask Intercom about other records. */
	asksIntercom: boolean;
	/** What happens to contacts whose Intercom record is gone. */
	goneRecords: 'review' | 'takeOver';
}

export function policyOf(seed: number): Policy {
	return { asksIntercom: seed % 3 > 0, goneRecords: seed % 4 === 1 ? 'takeOver' : 'review' };
}

export interface Story {
	seed: number;
	/** Whether requests fail and processes die. */
	stormy: boolean;
	moves: readonly Move[];
}

const DICE = 8;

/** The same story for the same seed: ten to forty people, and what they and the accountant do while two processes sync. */
export function storyOf(seed: number): Story {
	const random = seededRandom(seed * 104_729 + 7);
	const count = 30 + Math.floor(random() * 50);
	const stormy = random() < 0.6;
	let id = 0;
	const moveOf = (kind: MoveKind, meanwhile: Move['meanwhile'] = []): Move => ({ id: ++id, kind, dice: Array.from({ length: DICE }, random), meanwhile });
	const opening = Array.from({ length: 3 + Math.floor(random() * 8) }, () => moveOf(random() < 0.7 ? 'signsUp' : 'strangerAdded'));
	const rest = Array.from({ length: count }, () => {
		const kind = kindOf(random());
		const interrupted = (kind === 'synced' || kind === 'syncedByBoth') && random() < 0.3;
		return moveOf(kind, interrupted ? [{ beforeRequest: 1 + Math.floor(random() * 12), move: moveOf(peoplesKind(random)) }] : []);
	});
	return { seed, stormy, moves: [...opening, ...rest] };
}

function kindOf(chance: number): MoveKind {
	const all = Object.entries(WEIGHTS) as Array<[MoveKind, number]>;
	let left = chance * all.reduce((sum, [, weight]) => sum + weight, 0);
	return (all.find(([, weight]) => (left -= weight) < 0) ?? all[0]!)[0];
}

function peoplesKind(random: () => number): MoveKind {
	for (;;) {
		const kind = kindOf(random());
		if (!SYNC_KINDS.includes(kind)) return kind;
	}
}
