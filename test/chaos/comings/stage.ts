import type { UpsertOptions } from '../../../lib/sync/upsert';
import { seededRandom } from '../../../sandbox/kernel/random';
import type { Sandbox } from '../../../sandbox/sandbox';
import { startSandbox } from '../../../sandbox/start';
import type { FieldChange } from '../../../sandbox/xero/ledger';
import { armFaults } from '../faultPlan';
import { WORLD_START_MS } from '../nastyWorld';
import { syncPage, type Exit, type SyncState } from '../syncPage';
import { SyncProcess, type Dying } from '../syncProcess';
import { LONG_MS, openWire, type VirtualWire } from '../virtualWire';
import { Births } from './births';
import { mapPersonOrStaff } from './execution';
import { faultOf, type Element } from './judge';
import { momentOf, type Moment } from './moment';
import { policyOf, type Policy, type Story } from './story';

export interface Execution {
	/** Which of the two processes. */
	by: 0 | 1;
	ids: readonly string[];
	/** After how many requests the process dies, if it does. */
	dying?: { after: number; how: Dying };
	compareAlways?: boolean;
}

/** Both vendors, two processes that know nothing of each other, and somebody who watches every write. */
export class Stage {
	readonly state: SyncState = new Map();
	readonly exits = new Map<string, Exit>();
	/** Everything a person was told about a record, by Intercom id. */
	readonly told = new Map<string, string>();
	/** Intercom ids that wait to be synced, each notification once. */
	queue: string[] = [];
	/** Notifications that are on their way for longer than others. */
	late: string[] = [];
	readonly faults: string[] = [];
	readonly accountantsNames = new Set<string>();
	readonly moments: Moment[] = [];
	readonly births: Births;
	readonly policy: Policy;
	deaths = 0;
	private readonly running = new Set<{ since: number }>();
	private readonly wire: VirtualWire;
	private readonly random: () => number;
	private readonly processes: SyncProcess[];

	private constructor(
		readonly sandbox: Sandbox,
		readonly story: Story,
	) {
		this.policy = policyOf(story.seed);
		this.births = new Births(sandbox);
		this.wire = openWire(sandbox);
		this.random = seededRandom(story.seed * 7_919);
		this.processes = [this.newProcess(), this.newProcess()];
		sandbox.xero.ledger.subscribe((changes) => this.watch(changes));
		if (story.stormy) armFaults(sandbox);
	}

	static async open(story: Story): Promise<Stage> {
		const sandbox = await startSandbox({ seed: story.seed, xero: { accessTokenMs: LONG_MS }, switches: switchesOf(story.seed) });
		sandbox.clock.freeze(WORLD_START_MS);
		const stage = new Stage(sandbox, story);
		stage.look();
		return stage;
	}

	/** Notes what both vendors hold now. */
	look(): Moment {
		const moment = momentOf(this.sandbox, this.policy, this.accountantsNames);
		this.moments.push(moment);
		return moment;
	}

	newProcess(): SyncProcess {
		return new SyncProcess(this.sandbox, { wire: this.wire, random: this.random, maxAttempts: 2 + (this.story.seed % 4), asksIntercom: this.policy.asksIntercom });
	}

	restart(which: 0 | 1): void {
		this.processes[which] = this.newProcess();
	}

	/** One execution in one of the two processes; what it leaves is settled as the workflow does. */
	async execute({ by, ids, dying, compareAlways = false }: Execution): Promise<void> {
		if (ids.length === 0) return;
		const process = this.processes[by]!;
		if (dying !== undefined) process.dieAfter(dying.after, dying.how);
		this.look();
		const run = { since: this.moments.length - 1 };
		this.running.add(run);
		const exits = await Promise.race([this.syncBy(process, ids, compareAlways), process.death]);
		this.running.delete(run);
		if (exits !== 'died') return this.settle(exits);
		this.deaths += 1;
		this.queue.push(...ids);
		if (this.processes[by] === process) this.restart(by);
	}

	/** In a process that was just started: what is kept beside the processes is all that it knows. */
	async executeAfresh(ids: readonly string[]): Promise<Map<string, Exit>> {
		return await syncPage(this.newProcess(), ids, new Map(this.state), { map: mapPersonOrStaff, options: { ...this.options(), compareAlways: true } });
	}

	private async syncBy(process: SyncProcess, ids: readonly string[], compareAlways: boolean): Promise<Map<string, Exit>> {
		const wantsReference = (id: string) => this.sandbox.intercom.people().contact(id).companyIds.length === 0 && Number(`0x${id.slice(-1)}`) % 3 === 0;
		return await syncPage(process, [...new Set(ids)], this.state, { map: mapPersonOrStaff, wantsReference, options: { ...this.options(), compareAlways } });
	}

	private options(): Partial<UpsertOptions> {
		return { goneRecords: this.policy.goneRecords };
	}

	private settle(exits: ReadonlyMap<string, Exit>): void {
		for (const [id, exit] of exits) {
			this.exits.set(id, exit);
			if ('outcome' in exit) this.told.set(id, `${this.told.get(id) ?? ''}\n${JSON.stringify(exit.outcome)}`);
			if (exit.kind === 'merged') this.queue.push(exit.winnerId);
			if (exit.kind === 'failed' && exit.failure.retryable) this.queue.push(id);
		}
	}

	/** Judges each write of the sync before it is stored. */
	private watch(changes: readonly FieldChange[]): void {
		const [{ by, requestId, contactId, created }] = changes as [FieldChange];
		if (by === 'ui') return;
		const before = momentOf(this.sandbox, this.policy, this.accountantsNames);
		const since = Math.min(...[...this.running].map((run) => run.since), this.moments.length - 1);
		const written = { contactId, element: this.elementOf(requestId!, contactId, changes), before: created ? null : before.contacts.get(contactId)! };
		const fault = faultOf(written, [...this.moments.slice(since), before]);
		if (fault !== undefined) this.faults.push(`overwritten: ${fault}`);
		this.moments.push(before);
	}

	private elementOf(requestId: number, contactId: string, changes: readonly FieldChange[]): Element {
		const entry = this.sandbox.journal.list({ after: requestId - 1 })[0];
		const elements = (entry?.body as { Contacts?: Element[] } | undefined)?.Contacts ?? [];
		const name = changes.find(({ field }) => field === 'ContactNumber')?.after;
		const found = elements.find(({ ContactID, ContactNumber }) => String(ContactID).toLowerCase() === contactId || (name !== undefined && ContactNumber === name));
		if (found === undefined) throw new Error(`Request ${requestId} changed ${contactId} without naming it`);
		return found;
	}
}

/** Answers that nobody knows of Xero, a few of them other ones in each story. */
function switchesOf(seed: number) {
	return {
		'xero.personsNeedEmail': 'refused',
		'xero.batchOrder': seed % 2 === 0 ? 'asSent' : 'reversed',
		'xero.numberTakenText': (['contactNumber', 'generic', 'archivedWhereArchived'] as const)[seed % 3]!,
		'xero.archivedInIds': seed % 5 < 3 ? 'hidden' : 'returned',
		'xero.unknownIdInRead': seed % 7 < 5 ? '404' : 'missing',
	} as const;
}
