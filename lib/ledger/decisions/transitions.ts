import type { AlertRow } from '../rows/alert';
import type { RecordRow } from '../rows/record';
import type { WorkState } from '../rows/work';

/** What may happen to a row, by name; each stands in the table below; `noted` is a fact about the ledger as a whole. */
export type Happening = (typeof TRANSITIONS)[number]['on'] | 'noted';

/** The state of a row, `none` where there is no row. A review has one state: it is there. */
export type State = WorkState | RecordRow['state'] | AlertRow['state'] | 'there' | 'none';

interface Transition {
	row: 'record' | 'work' | 'review' | 'alert';
	on: string;
	from: readonly State[];
	to: readonly State[];
	/** What it means, for docs/ledger.md. */
	means: string;
}

/**
 * Every way in which a row of the ledger may change. docs/ledger.md shows it; a test plays the decisions and compares: what
 * happens stands here, and what stands here happens.
 */
export const TRANSITIONS = [
	{ row: 'work', on: 'notified', from: ['none', 'waiting', 'parked'], to: ['waiting'], means: 'Intercom told of a change: due at once' },
	{ row: 'work', on: 'notifiedMeanwhile', from: ['running', 'held'], to: ['running', 'held'], means: 'Told while it runs or is held: noted; whether it was news is known when it is settled' },
	{ row: 'work', on: 'added', from: ['none', 'waiting', 'parked'], to: ['waiting', 'held'], means: 'Found by a reconciliation, a migration, a sweep, or chosen by hand; held where its job is stopped' },
	{ row: 'work', on: 'claimed', from: ['waiting'], to: ['running'], means: 'The trigger took it, under a lease' },
	{ row: 'work', on: 'taken', from: ['none', 'waiting', 'parked'], to: ['running'], means: 'A job read it on a page of Intercom and took it, under a lease' },
	{ row: 'work', on: 'leaseEnded', from: ['running'], to: ['waiting'], means: 'Its lease, or its execution, ended and nobody had settled it: due again at once, as uncertain; the second time in a row after a minute, then twice as long each time, until the lease would have ended at most' },
	{ row: 'work', on: 'givenBack', from: ['running'], to: ['waiting'], means: 'The trigger did not start with it: due again, nothing counted' },
	{ row: 'work', on: 'done', from: ['running'], to: ['none'], means: 'Synced, skipped, removed, merged, or on the review list' },
	{ row: 'work', on: 'news', from: ['running'], to: ['waiting'], means: 'Settled, but something came meanwhile: due at once' },
	{ row: 'work', on: 'changedInXero', from: ['none', 'waiting', 'running', 'parked'], to: ['waiting'], means: "Xero told of a change that the ledger has not seen (running: of a contact that is found to be this record's, as it is settled): due at once; from Xero to Intercom unless there is a cause on Intercom's side, which goes first" },
	{ row: 'work', on: 'changedInXeroMeanwhile', from: ['running', 'held'], to: ['running', 'held'], means: 'Xero told of it while it runs or is held: noted; whether it was news is known when it is settled' },
	{ row: 'work', on: 'changedInXeroNext', from: ['running'], to: ['waiting'], means: 'Settled, and what changed in Xero was not looked at, or could not be brought to Intercom by that run: due at once, from Xero to Intercom' },
	{ row: 'work', on: 'balanceFound', from: ['none'], to: ['waiting'], means: 'By night Xero knows something else of its contact than Intercom was told: due behind everything live' },
	{ row: 'work', on: 'balanceNoted', from: ['waiting', 'running', 'held', 'parked'], to: ['waiting', 'running', 'held', 'parked'], means: 'The same of what has work of its own: told behind that' },
	{ row: 'work', on: 'balanceNext', from: ['running'], to: ['waiting'], means: 'Settled, and Intercom is still to be told what only Xero knows: due behind everything live' },
	{ row: 'work', on: 'owed', from: ['running'], to: ['waiting'], means: 'Brought from Xero to Intercom, which holds a change that Xero does not have, or does not name its Xero contact: due at once' },
	{ row: 'work', on: 'referenceOwed', from: ['running'], to: ['waiting', 'parked'], means: 'Synced, but Intercom does not name the Xero contact yet: by the schedule, or as soon as Intercom answers again' },
	{ row: 'work', on: 'lookAgain', from: ['running'], to: ['waiting'], means: "Whether it is archived shows when Intercom's search is sure to know, a quarter of an hour after it changed" },
	{ row: 'work', on: 'leftForCertain', from: ['running'], to: ['waiting'], means: 'It left Intercom: the deletion policy follows' },
	{ row: 'work', on: 'failed', from: ['running'], to: ['waiting'], means: 'Failed: tried again by the schedule; what the service refused uses no try' },
	{ row: 'work', on: 'previewed', from: ['running'], to: ['waiting'], means: 'Only previewed: as it was; due when the workflow writes again, one in five minutes to see whether it does, and after a test run at once' },
	{ row: 'work', on: 'gaveUp', from: ['running'], to: ['parked'], means: 'No try is left, or none would help: told once, waits for a change' },
	{ row: 'work', on: 'stopped', from: ['running'], to: ['held'], means: 'Too many changes at once: waits for a person, whatever comes meanwhile' },
	{ row: 'work', on: 'boundMeanwhile', from: ['waiting', 'running', 'parked'], to: ['none'], means: 'Xero told of a contact that was nobody\'s, and it was synced meanwhile: mostly our own creating it' },
	{ row: 'work', on: 'creationOff', from: ['none', 'waiting', 'parked'], to: ['waiting'], means: 'A contact of Xero that has nobody in Intercom, waited, was given up or waits for a person, and creating was switched off since: it waits until that is on again' },
	{ row: 'work', on: 'balancesOff', from: ['waiting'], to: ['none'], means: 'Only what Xero knows was to be told, and that was switched off since' },
	{ row: 'work', on: 'balancesRefused', from: ['waiting'], to: ['none'], means: 'Only what Xero knows was to be told, and Intercom takes that of nobody: the next night finds it again' },
	{ row: 'work', on: 'winnerNamed', from: ['none', 'waiting', 'running', 'parked'], to: ['waiting'], means: 'Another contact was merged into it' },
	{ row: 'work', on: 'mergedAway', from: ['waiting', 'held', 'parked'], to: ['none'], means: 'Merged into another contact, which goes on' },
	{ row: 'work', on: 'leftQuietly', from: ['none', 'waiting', 'parked', 'held'], to: ['none'], means: 'It left Intercom and the policy is to leave Xero alone' },
	{ row: 'work', on: 'personDecided', from: ['none', 'waiting', 'held', 'parked'], to: ['waiting', 'none'], means: 'A person decided: due at once, or, with never, done' },
	{ row: 'work', on: 'reworded', from: ['waiting', 'running', 'held'], to: ['waiting', 'running', 'held'], means: 'Its last failure named a record that was erased since, and no longer does; one that was given up is tried again' },
	{ row: 'record', on: 'synced', from: ['none', 'unsynced', 'synced', 'doubted', 'gone'], to: ['synced'], means: 'Both sides agree: what was written is remembered' },
	{ row: 'record', on: 'broughtBack', from: ['none', 'unsynced', 'synced', 'doubted', 'gone'], to: ['synced'], means: 'What changed in Xero is in Intercom: what both sides hold now is remembered' },
	{ row: 'record', on: 'told', from: ['synced', 'doubted'], to: ['synced', 'doubted'], means: 'Intercom was told what only Xero knows: that is remembered' },
	{ row: 'record', on: 'inIntercom', from: ['unsynced', 'gone'], to: ['none'], means: 'A contact of Xero about which a person had decided, or whose contact in Intercom had left, is in Intercom: its contact there has a row of its own' },
	{ row: 'record', on: 'read', from: ['none', 'unsynced', 'synced', 'doubted', 'gone'], to: ['unsynced', 'synced', 'doubted'], means: 'Read and not synced (skipped, review): it is there, in these segments' },
	{ row: 'record', on: 'mayDiffer', from: ['synced', 'doubted'], to: ['doubted'], means: 'Xero may hold something else: the next sync compares' },
	{ row: 'record', on: 'left', from: ['none', 'unsynced', 'synced', 'doubted', 'gone'], to: ['gone'], means: 'Deleted, archived or merged in Intercom' },
	{ row: 'record', on: 'personDecided', from: ['none', 'unsynced', 'synced', 'doubted', 'gone'], to: ['unsynced', 'synced', 'doubted'], means: 'The decision stands until another one' },
	{ row: 'review', on: 'review', from: ['none', 'there'], to: ['there'], means: 'Waits for a person' },
	{ row: 'review', on: 'closed', from: ['there'], to: ['none'], means: 'Synced, skipped, gone, or decided' },
	{ row: 'alert', on: 'raised', from: ['none', 'due', 'claimed', 'told'], to: ['due'], means: 'A new state: to be told' },
	{ row: 'alert', on: 'takenAtOnce', from: ['none', 'due', 'told'], to: ['claimed'], means: 'A new state, raised by whoever tells it: told at once, under a lease' },
	{ row: 'alert', on: 'raisedAgain', from: ['due'], to: ['told'], means: 'The end was not told yet, and the state is what was told before: nobody need hear' },
	{ row: 'alert', on: 'endedUnheard', from: ['due', 'claimed', 'told'], to: ['none'], means: 'Over before anybody heard, or of a kind whose end is not told, or it named a record that was erased, or another alert says the same' },
	{ row: 'alert', on: 'retold', from: ['due', 'claimed', 'told'], to: ['due', 'claimed', 'told'], means: 'It told of a service in the words of a record that was erased since, and no longer does' },
	{ row: 'alert', on: 'ended', from: ['due', 'claimed', 'told'], to: ['due'], means: 'Over, and somebody heard of it: the end is told' },
	{ row: 'alert', on: 'taken', from: ['due', 'claimed'], to: ['claimed'], means: 'An execution tells it, under a lease; one whose lease ended is told once more' },
	{ row: 'alert', on: 'toldInPart', from: ['claimed'], to: ['due'], means: 'A channel took it, and another is still to be told: at once, or where it refused after 1, 2, 4 minutes and so on' },
	{ row: 'alert', on: 'confirmed', from: ['due', 'claimed'], to: ['told', 'none'], means: 'Every channel took it, or those that did not are none any more; news and ends go, the rest stays while it holds' },
	{ row: 'alert', on: 'refused', from: ['claimed'], to: ['due'], means: 'The channel did not take it: the others at once, and then it again after 1, 2, 4 minutes and so on, a day at most' },
] as const satisfies readonly Transition[];

/** What a statement over many rows does, in the same words; the store carries it out. */
export const MANY_ROWS_TRANSITIONS = [
	{ row: 'work', on: 'releaseWaitingFor', from: 'waiting', to: 'waiting', means: 'The service answers again, or the workflow writes again: what it refused, or what was only previewed, is due at once' },
	{ row: 'work', on: 'holdRemovals', from: 'waiting', to: 'held', means: 'More than 20 archivings within an hour: all that are due wait for a person' },
	{ row: 'work', on: 'holdJob', from: 'waiting', to: 'held', means: 'A job changes unusually many contacts: the rest waits for a person' },
	{ row: 'work', on: 'approveHeld', from: 'held', to: 'waiting', means: 'A person let it pass: due at once; a removal only where that is what was held' },
	{ row: 'work', on: 'dropHeld', from: 'held', to: 'none', means: 'A person said no' },
	{ row: 'work', on: 'dropHeld', from: 'held', to: 'waiting', means: 'A person said no to something else: it is back, or a change or a removal was told while another stop than that of archivings held it. Due at once' },
	{ row: 'record', on: 'dropHeld', from: 'any', to: 'gone', means: 'A removal that a person refused: Xero is left alone' },
	{ row: 'review', on: 'dropHeld', from: 'there', to: 'none', means: 'It was about one that left so' },
	{ row: 'alert', on: 'dropHeld', from: 'any', to: 'none', means: 'The same' },
	{ row: 'record', on: 'noteLeft', from: 'none', to: 'gone', means: 'With both ways: the contact that a contact of Xero was in Intercom left, and nobody is made of it again unasked' },
	{ row: 'record', on: 'forgetGone', from: 'gone', to: 'none', means: '30 days after it left; that of a contact of Xero stays' },
	{ row: 'review', on: 'closeReviews', from: 'there', to: 'none', means: 'A person decided for all that a stop held' },
	{ row: 'alert', on: 'closeReviews', from: 'any', to: 'none', means: 'It told of such a review' },
	{ row: 'any', on: 'erase', from: 'any', to: 'none', means: 'A person erased it' },
] as const;
