import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { INTERCOM_DEFAULTS } from '../../../sandbox/intercom/world';
import type { Subject } from '../../../lib/ledger/rows/subject';
import { runNode } from '../../engine/runWorkflow';
import { openXero, type XeroSandbox } from '../../engine/xeroSandbox';
import { LedgerBench } from './ledgerBench';

/** Items by the output they left by last. */
export type Ends = Readonly<Record<string, readonly IDataObject[]>>;

/** Which of the two ways items go. */
export interface Way {
	mapper?: INodeParameters;
	company?: boolean;
	/** Where Set Xero Reference stores it; default: as the record. */
	referenceOf?: 'contact' | 'company';
}

const TO_PERSON: INodeParameters = { operation: 'mapContactToPerson', syncWhom: 'everyone' };

let journeys = 0;

/** Both vendors, a ledger of theirs, and the nodes that a record goes through, each run by n8n's engine. */
export class Journey {
	private constructor(
		readonly xero: XeroSandbox,
		readonly bench: LedgerBench,
	) {}

	static async open(settings: Parameters<LedgerBench['open']>[0] = {}): Promise<Journey> {
		// The upsert remembers for a while what it wrote to whom: each journey has ids of its own.
		const workspaceId = `sandbox${(journeys += 1) + 100}`;
		const xero = await openXero({ intercom: { id: workspaceId } }, 'first');
		return new Journey(xero, await new LedgerBench(workspaceId, xero.organisationId).open(settings));
	}

	get people() {
		return this.xero.sandbox.intercom.people();
	}

	get organisation() {
		return this.xero.sandbox.xero.organisation();
	}

	async close(): Promise<void> {
		await this.xero.sandbox.stop();
		await this.bench.remove();
	}

	/** From Due to the ends of all ways. */
	async travel(items: readonly IDataObject[], { mapper = TO_PERSON, company = false, referenceOf = company ? 'company' : 'contact' }: Way = {}): Promise<Ends> {
		const [read, gone, unread] = await this.intercom(items, company ? { resource: 'company', operation: 'get' } : { operation: 'getProfile' });
		const [mapped, rejected, skipped] = await this.map(read, mapper);
		const [synced, review, failed] = await this.upsert(mapped);
		const [stored, goneBehind, notStored] = await this.intercom(synced, { resource: referenceOf, operation: 'setXeroReference' });
		return { gone, unread, rejected, skipped, synced, review, failed, stored, goneBehind, notStored };
	}

	async intercom(items: readonly IDataObject[], parameters: INodeParameters): Promise<[IDataObject[], IDataObject[], IDataObject[]]> {
		return await this.node('intercomContacts', items, parameters);
	}

	/** @returns the items of its three outputs: mapped, rejected, skipped */
	async map(items: readonly IDataObject[], parameters = TO_PERSON): Promise<[IDataObject[], IDataObject[], IDataObject[]]> {
		return await this.node('intercomToXeroMapper', items, parameters);
	}

	async upsert(items: readonly IDataObject[], parameters: INodeParameters = {}): Promise<[IDataObject[], IDataObject[], IDataObject[]]> {
		const organisation = { __rl: true, mode: 'id', value: this.xero.organisationId };
		return await this.node('xeroContactUpsert', items, { operation: 'createOrUpdate', organisation, ...parameters });
	}

	/** Settles each output in a run of its own, as n8n does. */
	async settle(...outputs: ReadonlyArray<readonly IDataObject[] | undefined>): Promise<IDataObject[]> {
		const emitted: IDataObject[] = [];
		for (const items of outputs) if (items !== undefined && items.length > 0) emitted.push(...(await this.bench.emitted('settle', items)));
		return emitted;
	}

	get credentials() {
		return { ...this.xero.credentials, intercomAppTokenApi: { accessToken: INTERCOM_DEFAULTS.accessToken, region: 'us', clientSecret: 'x', simulatorUrl: this.xero.sandbox.intercomUrl } };
	}

	private async node(type: string, items: readonly IDataObject[], parameters: INodeParameters): Promise<[IDataObject[], IDataObject[], IDataObject[]]> {
		if (items.length === 0) return [[], [], []];
		const { outputs, error } = await runNode({ type, parameters, items: items.map((json) => ({ json })), credentials: this.credentials, mode: 'trigger' });
		if (error) throw error;
		const [first = [], second = [], third = []] = outputs.map((output) => output.map(({ json }) => json));
		return [first, second, third];
	}
}

export const subject = ({ id }: { id: string }): Subject => ({ kind: 'contact', id });

/** What became of each record, by id. */
export const became = (items: readonly IDataObject[]) => Object.fromEntries(items.map(({ id, outcome, became: state }) => [id, `${String(outcome)}: ${String(state)}`]));
