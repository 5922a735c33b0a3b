import type { XeroChange } from '../../../lib/ledger/events/xeroChange';
import { DEFAULT_BOTH_WAYS, type BothWays } from '../../../lib/ledger/bothWays';
import { seededRandom } from '../../../sandbox/kernel/random';
import type { Sandbox } from '../../../sandbox/sandbox';
import type { SwitchValues } from '../../../sandbox/switches/switches';
import { startSandbox } from '../../../sandbox/start';
import { armFaults } from '../faultPlan';
import { WORLD_START_MS } from '../nastyWorld';
import { SignedReceiver } from '../signedReceiver';
import { SyncProcess } from '../syncProcess';
import { LONG_MS, openWire } from '../virtualWire';
import { canonical, FIELDS, inXero, word, type Edit, type Field, type Pair, type Side } from './edits';
import { BothWaysPlayer } from './player';

/** What a new contact of Xero is, and who in Intercom is like it. */
export const NEWCOMERS = ['customer', 'phoneOnly', 'numbered', 'supplier', 'lead', 'known'] as const;
export type NewcomerKind = (typeof NEWCOMERS)[number];

export interface WorldOptions {
	seed: number;
	people: number;
	/** Of all requests; absent: none. */
	faultPercent?: number;
	/** Processes that carry out batches, one after the other and, where a lease was lost, two at once; one as shipped. */
	workers?: number;
	bothWays?: BothWays;
	switches?: Partial<SwitchValues>;
}

/** Two stand-ins, people in both of them, and what edits them; what they tell gets lost, doubled and late. */
export class World {
	readonly edits: Edit[] = [];
	pairs: Pair[] = [];
	private readonly random: () => number;
	private readonly told = new Map<string, number>();
	private late: XeroChange[] = [];
	private words = 0;

	private constructor(
		readonly sandbox: Sandbox,
		readonly player: BothWaysPlayer,
		private readonly receiver: SignedReceiver,
		private readonly options: WorldOptions,
	) {
		this.random = seededRandom(options.seed + 1_000);
	}

	static async open(options: WorldOptions): Promise<World> {
		const sandbox = await startSandbox({ seed: options.seed, xero: { accessTokenMs: LONG_MS }, intercom: { delivery: { timeScale: 0.001 } }, switches: options.switches });
		sandbox.clock.freeze(WORLD_START_MS);
		const receiver = new SignedReceiver('sandbox-intercom-secret');
		await sandbox.intercom.subscribeWebhook(await receiver.start());
		const wire = openWire(sandbox);
		const workers = Array.from({ length: options.workers ?? 1 }, (_, n) => new SyncProcess(sandbox, { wire, random: seededRandom(options.seed + 1 + n), maxAttempts: 4 }));
		const player = new BothWaysPlayer(sandbox, workers, options.bothWays ?? DEFAULT_BOTH_WAYS, seededRandom(options.seed + 2));
		const world = new World(sandbox, player, receiver, options);
		await player.open();
		await world.populate();
		if (options.faultPercent) armFaults(sandbox, options.faultPercent);
		return world;
	}

	async close(): Promise<void> {
		await this.receiver.stop();
		await this.sandbox.stop();
	}

	private async populate(): Promise<void> {
		const people = Array.from({ length: this.options.people }, (_, index) => {
			const { name, phone } = { name: this.newName(), phone: this.newPhone() };
			return this.sandbox.intercom.people().createContact({ role: 'user', name, phone, email: `person${index}@example.com` });
		});
		await this.rest({ all: true });
		this.pairs = people.map(({ id }) => ({ intercomId: id, xeroContactId: this.sandbox.xero.organisation().contacts.having('ContactNumber', id)[0]!.id }));
	}

	/** Somebody edits a field of somebody on one side. */
	edit(): void {
		this.sandbox.clock.advance(1 + Math.floor(this.random() * 90_000));
		const pair = this.pairs[Math.floor(this.random() * this.pairs.length)]!;
		const field = FIELDS[this.random() < 0.5 ? 0 : 1]!;
		const side: Side = this.random() < 0.5 ? 'intercom' : 'xero';
		const value = field === 'name' ? this.newName() : this.newPhone();
		if (side === 'intercom') this.sandbox.intercom.people().updateContact(pair.intercomId, { [field]: value });
		else this.sandbox.xero.organisation().editInUi(pair.xeroContactId, inXero(field, value));
		this.edits.push({ pair, field, side, value: canonical(field, value) });
	}

	/** Somebody creates a contact in Xero, of whom Intercom knows nobody, or somebody like it. @returns its ContactID */
	newcomer(kind: NewcomerKind): string {
		this.sandbox.clock.advance(1 + Math.floor(this.random() * 5_000));
		const name = this.newName();
		const email = kind === 'phoneOnly' ? '' : `new${this.words}@example.com`;
		const people = this.sandbox.intercom.people();
		if (kind === 'lead') people.createContact({ role: 'lead', email });
		if (kind === 'known') people.createContact({ role: 'user', email, name });
		const organisation = this.sandbox.xero.organisation();
		const id = organisation.createInUi({ ...inXero('name', name), EmailAddress: email, ...inXero('phone', this.newPhone()), ...(kind === 'numbered' && { ContactNumber: `CUST-${this.words}` }) });
		organisation.setReadOnly(id, kind === 'supplier' ? { IsSupplier: true } : { IsCustomer: true });
		return id;
	}

	/** Works until nothing heals by itself any more. @param all what was lost is found, as by the reconciliation of both sides */
	async rest({ all }: { all: boolean }): Promise<void> {
		await this.player.work(async () => await this.tell(false));
		if (!all) return;
		await this.tell(true);
		await this.player.work(async () => await this.tell(true));
	}

	/** Everything is told once more, as after a replay of both sides. */
	async tellAllAgain(): Promise<void> {
		await this.player.xeroTells(this.pairs.map(({ xeroContactId }) => ({ xeroContactId, changedAt: this.sandbox.xero.organisation().contacts.get(xeroContactId)!.updatedAt })));
		await this.player.find(this.pairs.map(({ intercomId }) => intercomId));
		await this.rest({ all: true });
	}

	/** What the vendors tell, some of it lost, doubled or late. */
	private async tell(all: boolean): Promise<void> {
		await delivered(this.sandbox);
		const fate = () => (all ? 1 : this.random());
		const notifications = this.receiver.taken().flatMap((one) => {
			const chance = fate();
			if (chance < 0.05) this.lostInIntercom.add(one.contactId ?? '');
			return chance < 0.05 ? [] : chance < 0.15 ? [one, one] : [one];
		});
		await this.player.intercomTells(notifications);
		if (all) await this.findLost();
		const changes = this.changedInXero().flatMap((one): XeroChange[] => {
			const chance = fate();
			if (chance < 0.05) this.lostInXero.push(one);
			if (chance >= 0.05 && chance < 0.1) this.late.push(one);
			return chance < 0.1 ? [] : chance < 0.2 ? [one, one] : [one];
		});
		const late = all ? [...this.lostInXero.splice(0), ...this.late.splice(0)] : this.late.splice(0, this.random() < 0.3 ? 5 : 0);
		await this.player.xeroTells([...changes, ...late]);
	}

	private readonly lostInIntercom = new Set<string>();
	private readonly lostInXero: XeroChange[] = [];

	/** As the hourly reconciliation finds what changed. */
	private async findLost(): Promise<void> {
		const ids = [...this.lostInIntercom].filter((id) => id !== '');
		this.lostInIntercom.clear();
		if (ids.length > 0) await this.player.find(ids);
	}

	private changedInXero(): XeroChange[] {
		return this.sandbox.xero.organisation().contacts.sorted().flatMap(({ id, updatedAt }) => {
			if (this.told.get(id) === updatedAt) return [];
			this.told.set(id, updatedAt);
			return [{ xeroContactId: id, changedAt: updatedAt }];
		});
	}

	/** What a side holds, as it is compared. */
	held({ intercomId, xeroContactId }: Pair, field: Field, side: Side): string {
		if (side === 'xero') {
			const { text, phones } = this.sandbox.xero.organisation().contacts.get(xeroContactId)!;
			const { DEFAULT: phone } = phones;
			return canonical(field, field === 'name' ? `${text.FirstName ?? ''} ${text.LastName ?? ''}` : `${phone?.PhoneCountryCode ? `+${phone.PhoneCountryCode} ` : ''}${phone?.PhoneAreaCode ?? ''} ${phone?.PhoneNumber ?? ''}`);
		}
		const contact = this.sandbox.intercom.people().contact(intercomId);
		return canonical(field, (field === 'name' ? contact.name : contact.phone) ?? '');
	}

	/** Letters alone, each word once: where a value is seen again, it came from there. */
	private newName(): string {
		return `${word(++this.words)} ${word(++this.words)}`;
	}

	private newPhone(): string {
		return `+614${String(10_000_000 + ++this.words * 7)}`;
	}
}

async function delivered(sandbox: Sandbox): Promise<void> {
	for (let quiet = 0; quiet < 2; quiet++) {
		await new Promise((resolve) => setImmediate(resolve));
		await sandbox.intercom.deliveries.idle();
	}
}
