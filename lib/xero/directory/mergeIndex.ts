import { KeyIndex } from './keyIndex';

/**
 * Which contacts were merged into which, by their ids: a few dozen bytes a merge, kept for organisations whose contacts are
 * not. Nothing in Xero leads from a winner to its losers, and a loser may have another email. What it leads to may have
 * been undone since: whoever follows it reads the contact.
 */
export class MergeIndex {
	/** Winner to losers. */
	readonly ids = new KeyIndex<string>();
	/** Epoch ms up to which merges in Xero are known. */
	knownUntil: number | undefined;
	/** Epoch ms by our own clock at which all of them were read. */
	readAt: number | undefined;
}
