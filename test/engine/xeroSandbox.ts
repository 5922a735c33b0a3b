import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { MappedRecord } from '../../lib/sync/record/record';
import type { Sandbox, SandboxOptions } from '../../sandbox/sandbox';
import { startSandbox } from '../../sandbox/start';
import { recordOf, type Person } from '../sandbox/upsert/people';
import { runNode, type NodeResult, type NodeRun } from './runWorkflow';

const SCOPES = ['offline_access', 'accounting.contacts', 'accounting.settings.read'];

/** The Xero stand-in with a credential connected to it, as n8n stores it after the consent page. */
export interface XeroSandbox {
	sandbox: Sandbox;
	organisationId: string;
	credentials: NonNullable<NodeRun['credentials']>;
	/** Runs Xero Contact Upsert in the real engine. */
	upsert(items: INodeExecutionData[], parameters?: INodeParameters, run?: Partial<NodeRun>): Promise<NodeResult>;
	/** The credential is connected again, with these scopes besides the usual ones. */
	grant(...scopes: string[]): void;
	/** Requests since the start, by name of the operation. */
	calls(): Record<string, number>;
}

/** A sandbox of its own for every test: the node keeps quota and lists by address. */
export async function openXero(options?: SandboxOptions, tenants: 'first' | 'all' = 'all'): Promise<XeroSandbox> {
	const sandbox = await startSandbox(options);
	const { clientId, clientSecret } = sandbox.xero.options.apps[0]!;
	const ids = sandbox.xero.allOrganisations().map(({ id }) => id);
	const tokensFor = (scopes: string[]) => ({ ...sandbox.xero.authority.issueFor(clientId, scopes, tenants === 'all' ? ids : ids.slice(0, 1)) });
	const xeroAccountingOAuth2Api = { clientId, clientSecret, simulatorUrl: sandbox.xeroUrl, oauthTokenData: tokensFor(SCOPES) };
	const credentials = { xeroAccountingOAuth2Api };
	const organisationId = sandbox.xero.organisation().id;
	return {
		sandbox,
		organisationId,
		credentials,
		upsert: async (items, parameters = {}, run = {}) =>
			await runNode({
				type: 'xeroContactUpsert',
				items,
				credentials,
				mode: 'trigger',
				parameters: { operation: 'createOrUpdate', organisation: { __rl: true, mode: 'id', value: organisationId }, ...parameters },
				...run,
			}),
		grant: (...scopes) => void (xeroAccountingOAuth2Api.oauthTokenData = tokensFor([...SCOPES, ...scopes])),
		calls: () => sandbox.journal.countByOperation({ vendor: 'xero' }),
	};
}

/** An item as the mapper emits it. */
export function itemOf(person: Person, change: (record: MappedRecord) => object = (record) => record): INodeExecutionData {
	return { json: structuredClone(change(recordOf(person))) as INodeExecutionData['json'] };
}

/** Inputs by the output they left by; every item says which input it came from. */
export function inputsByOutput({ outputs }: NodeResult): number[][] {
	return outputs.map((output) => output.map(({ pairedItem }) => (pairedItem as { item: number }).item));
}
