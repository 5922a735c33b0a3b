import type { Profile } from '../../../lib/intercom/profile/profile';
import { DEFAULT_BACKOFF } from '../../../lib/http/backoff';
import { NoAnswer, type Clock, type HttpRequest, type HttpResponse, type Transport } from '../../../lib/http/transport';
import { mapContactToPerson } from '../../../lib/mapping/person/person';
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

/** How long an answer is waited for: no fault here keeps one back for ever, and a busy machine must not lose one. */
const PATIENCE_MS = 60_000;

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

/** The transport port over fetch; what n8n adds (signing, refresh) is tested in the real n8n. */
export function fetchTransport(token: () => string): Transport {
	return async (request) => {
		const query = Object.entries(request.query ?? {}).flatMap(([key, value]) =>
			value === undefined ? [] : [`${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`],
		);
		const url = query.length > 0 ? `${request.url}?${query.join('&')}` : request.url;
		try {
			const answer = await fetch(url, {
				method: request.method,
				headers: { ...request.headers, Authorization: `Bearer ${token()}`, ...(request.body ? { 'Content-Type': 'application/json' } : {}) },
				body: request.body === undefined ? undefined : JSON.stringify(request.body),
				signal: AbortSignal.timeout(PATIENCE_MS),
			});
			return { status: answer.status, headers: Object.fromEntries(answer.headers), body: parsed(await answer.text()) };
		} catch (error) {
			throw new NoAnswer((error as Error).name === 'TimeoutError' ? 'timeout' : 'network', (error as Error).message);
		}
	};
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

let lastId = 0;

/** An Intercom id nobody has used yet. */
export function intercomId(): string {
	return `6961d4041c1e12de4c54${(++lastId).toString(16).padStart(4, '0')}`;
}

export interface Person {
	id?: string;
	name?: string | null;
	email?: string | null;
	phone?: string | null;
	role?: 'user' | 'lead';
	previousIds?: string[];
	createdAt?: number;
	updatedAt?: number;
	company?: string;
	reference?: { contactId: string; organisationId: string };
}

/** An Intercom contact as Get Profile emits it. */
export function profileOf(person: Person): Profile {
	const { reference } = person;
	return {
		contact: {
			id: person.id ?? intercomId(),
			role: person.role ?? 'user',
			external_id: null,
			email: person.email === undefined ? 'jane@example.com' : person.email,
			phone: person.phone ?? null,
			name: person.name === undefined ? 'Jane Doe' : person.name,
			owner_id: null,
			unsubscribed_from_emails: false,
			has_hard_bounced: false,
			created_at: person.createdAt ?? 1_700_000_000,
			updated_at: person.updatedAt ?? 1_760_000_000,
			signed_up_at: null,
			last_seen_at: null,
			last_replied_at: null,
			last_contacted_at: null,
			location: { city: null, region: null, country: null, country_code: null },
			custom_attributes: {},
		},
		previousIds: person.previousIds ?? [],
		companies: person.company === undefined ? [] : [company(person.company)],
		tags: [],
		segments: [],
		owner: null,
		conversations: null,
		xeroReference: reference
			? { xero_contact_id: reference.contactId, xero_contact_url: null, xero_organisation_id: reference.organisationId }
			: null,
		workspaceId: 'abc123def',
	};
}

function company(name: string): NonNullable<Profile['companies']>[number] {
	const empty = { website: null, industry: null, size: null, monthly_spend: null, plan: null };
	return { id: intercomId(), company_id: name, name, ...empty, created_at: 1, updated_at: 1, custom_attributes: {}, tags: [] };
}

/** The mapped record of a person, everyone synced, Australian phones. */
export function recordOf(person: Person): MappedRecord {
	const result = mapContactToPerson(profileOf(person), {
		mapping: { kind: 'recommended', preset: 'person', phoneSlot: 'DEFAULT' },
		syncWhom: { who: 'everyone' },
		rules: {},
		defaultCountry: 'AU',
		unreadablePhone: 'reject',
	});
	if (result.kind !== 'mapped') throw new Error(result.message);
	return result.record;
}
