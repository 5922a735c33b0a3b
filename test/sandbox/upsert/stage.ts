import { DEFAULT_BACKOFF } from '../../../lib/http/backoff';
import type { Clock, HttpRequest, HttpResponse, Transport } from '../../../lib/http/transport';
import { newXeroLists } from '../../../lib/sync/write/xeroLists';
import { ContactTurns } from '../../../lib/sync/write/contactTurns';
import { KeyedLock } from '../../../lib/sync/write/keyedLock';
import { SyncMemory } from '../../../lib/sync/write/memory';
import type { Outcome } from '../../../lib/sync/record/outcome';
import type { LastSync, MappedRecord } from '../../../lib/sync/record/record';
import { upsertContacts, type UpsertDeps, type UpsertOptions } from '../../../lib/sync/upsert';
import { DirectoryShelf } from '../../../lib/xero/directory/directoryShelf';
import { paced } from '../../../lib/xero/pace/pacing';
import { newQuota } from '../../../lib/xero/pace/quota';
import type { Sandbox, SandboxOptions } from '../../../sandbox/sandbox';
import { startSandbox } from '../../../sandbox/start';
import type { ContactInput } from '../../../sandbox/xero/contactInput';
import type { ContactView } from '../../../sandbox/xero/contactView';
import { fetchTransport } from './fetchTransport';

const SCOPES = ['offline_access', 'accounting.contacts', 'accounting.settings.read'];

/** The upsert against the Xero stand-in, with everything a scenario needs to set up and to look at. */
export interface Stage {
	sandbox: Sandbox;
	organisationId: string;
	/** Runs the upsert as one node execution of this process. */
	upsert(records: readonly MappedRecord[], options?: Partial<UpsertOptions>): Promise<Outcome[]>;
	/** What the other operations of this process work with. */
	deps(): UpsertDeps;
	/** The credential is connected again, with these scopes. */
	connect(...scopes: string[]): void;
	/** What happens in the world just before a request is sent; may throw what a transport throws. */
	before?: (request: HttpRequest) => void;
	/** What happens to an answer on its way back. */
	after?: (request: HttpRequest, answer: HttpResponse) => HttpResponse;
	/** As after a restart of n8n, or in another worker: nothing remembered. */
	forget(): void;
	/** Calls to Xero's accounting API since the last look. */
	callsSpent(): number;
	/** Contacts that a scenario starts from. */
	seed(...contacts: ContactInput[]): string[];
	contact(id: string): ContactView;
	/** `contactId field` of every change to a contact that already existed, made through the API. */
	overwritten(): string[];
	created(): string[];
	reset(): void;
	stop(): Promise<void>;
}

/** What contact-sync keeps of a sync. @param fingerprint the record's own, where several were written as one */
export function lastSyncOf(outcome: Outcome | undefined, fingerprint?: string): LastSync {
	if (!outcome || outcome.outcome === 'review' || outcome.outcome === 'failed') throw new Error(`The scenario needs a synced contact: ${outcome?.reason}`);
	const { sourceUpdatedAt, xeroUpdatedAt, xeroContactId, values = {} } = outcome;
	return { fingerprint: fingerprint ?? outcome.fingerprint, sourceUpdatedAt, xeroUpdatedAt, xeroContactId, values };
}

/** Xero's access tokens live for 30 minutes. @see https://developer.xero.com/documentation/guides/oauth2/token-types */
const TOKEN_SERVES_MS = 29 * 60_000;

/** @param fillers contacts nobody looks for: above some 2,000 the list is no longer the cheapest way to find one */
export async function openStage(options: SandboxOptions = {}, fillers = 0): Promise<Stage> {
	const sandbox = await startSandbox(options);
	let deps: UpsertDeps | undefined;
	let token = '';
	let connectedWith: readonly string[] = SCOPES;
	let issuedAt = 0;
	let mark = 0;
	const organisation = () => sandbox.xero.organisation();
	const clock: Clock = {
		now: () => sandbox.clock.now(),
		random: sandbox.random,
		sleep: async (ms) => await Promise.resolve(sandbox.clock.advance(ms)),
	};
	const freshDeps = (): UpsertDeps => {
		const send = fetchTransport(() => {
			// As n8n does: a token that is about to expire is changed for another one. Long runs, and waits on the clock, outlive it.
			if (sandbox.clock.now() - issuedAt > TOKEN_SERVES_MS) stage.connect(...connectedWith);
			return token;
		});
		const watched: Transport = async (request) => {
			stage.before?.(request);
			const answer = await send(request);
			return stage.after?.(request, answer) ?? answer;
		};
		const transport = paced(watched, newQuota(), clock, DEFAULT_BACKOFF.maxWaitMs);
		const client = { baseUrl: sandbox.xeroUrl, organisationId: organisation().id, context: { transport, clock } };
		return { client, clock, shelf: new DirectoryShelf(), memory: new SyncMemory(), locks: new KeyedLock(), turns: new ContactTurns(), lists: newXeroLists() };
	};
	const stage: Stage = {
		sandbox,
		organisationId: organisation().id,
		upsert: async (records, chosen) => {
			deps ??= freshDeps();
			return await upsertContacts(records, deps, { ...OPTIONS, organisationId: stage.organisationId, ...chosen });
		},
		deps: () => (deps ??= freshDeps()),
		connect: (...scopes) => {
			const { clientId } = sandbox.xero.options.apps[0]!;
			connectedWith = scopes;
			issuedAt = sandbox.clock.now();
			token = accessTokenOf(sandbox.xero.authority.issueFor(clientId, scopes, sandbox.xero.allOrganisations().map((one) => one.id)));
		},
		forget: () => (deps = undefined),
		callsSpent: () => {
			const count = sandbox.journal.count({ vendor: 'xero', after: mark });
			mark = sandbox.journal.mark();
			return count;
		},
		seed: (...contacts) => organisation().seedContacts(contacts),
		contact: (id) => organisation().contact(id)!,
		overwritten: () =>
			sandbox.xero.changes.filter((change) => change.by === 'api' && !change.created).map((one) => `${one.contactId} ${one.field}`),
		created: () => [...new Set(sandbox.xero.changes.filter((change) => change.created && change.by === 'api').map((one) => one.contactId))],
		reset: () => {
			sandbox.reset();
			deps = undefined;
			stage.before = undefined;
			stage.after = undefined;
			stage.connect(...SCOPES);
			organisation().seedContacts(fillerContacts(fillers));
			// What a scenario starts from was there long before.
			sandbox.clock.advance(10 * 60_000);
			mark = sandbox.journal.mark();
		},
		stop: async () => await sandbox.stop(),
	};
	stage.reset();
	return stage;
}

/** As the node has them where a user chooses nothing. */
export const OPTIONS: Omit<UpsertOptions, 'organisationId'> = {
	matchByName: false,
	numberOfAnotherSystem: 'review',
	nameTaken: 'suffix',
	conflict: 'intercomWins',
	massChange: 'review',
	batchSize: 50,
	compareAlways: false,
	preview: false,
};

function accessTokenOf(tokens: object): string {
	return String((tokens as { access_token?: string; accessToken?: string }).access_token ?? (tokens as { accessToken?: string }).accessToken);
}

function fillerContacts(count: number): ContactInput[] {
	return Array.from({ length: count }, (_, index) => ({
		Name: `Filler ${index}`,
		EmailAddress: `filler${index}@filler.example`,
	}));
}
