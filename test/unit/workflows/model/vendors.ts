import type { INode } from 'n8n-workflow';
import type { Item, Json, ModelRun, Work } from './run';

type State = 'active' | 'archived' | 'deleted';

/** One contact in Intercom. Times are epoch ms unless the name says seconds. */
export interface Person {
	id: string;
	state: State;
	/** What is synced of it. */
	value: string;
	/** Without one the mapper skips it. */
	hasEmail: boolean;
	updatedAtSeconds: number;
	/** The Xero reference stored on it. */
	reference: string;
	/** Since when it was in which state, for the search that lags behind. */
	history: Array<{ at: number; state: State }>;
}

export interface XeroContact {
	status: 'ACTIVE' | 'ARCHIVED';
	value?: string;
	notes: number;
}

export interface Notification {
	topic: string;
	contactId: string;
	/** Epoch seconds. */
	occurredAt: number;
}

/** Intercom and Xero with one contact, and our nodes in front of them. */
export class ModelVendors {
	readonly people = new Map<string, Person>();
	readonly contacts = new Map<string, XeroContact>();
	/** Not delivered yet. */
	outbox: Notification[] = [];
	/** Contacts that were archived in Xero while they were active in Intercom. */
	readonly wronglyArchived: string[] = [];
	isXeroDown = false;

	constructor(
		private readonly now: () => number,
		private readonly searchLagMs: number,
	) {}

	create(id: string): void {
		this.people.set(id, { id, state: 'active', value: 'first', hasEmail: true, updatedAtSeconds: this.seconds(), reference: '', history: [] });
		this.becomes(id, 'active', 'contact.user.created');
	}

	change(id: string, change: Partial<Pick<Person, 'value' | 'hasEmail' | 'reference'>>): void {
		Object.assign(this.people.get(id)!, change, { updatedAtSeconds: this.seconds() });
		this.notify('contact.user.updated', id);
	}

	becomes(id: string, state: State, topic: string): void {
		const person = this.people.get(id)!;
		Object.assign(person, { state, updatedAtSeconds: this.seconds() });
		person.history.push({ at: this.now(), state });
		this.notify(topic, id);
	}

	readonly intercomContacts: Work = (node, items, run) => {
		const outputs: Item[][] = [[], [], []];
		items.forEach((item, index) => {
			const { output, json } = node.parameters.operation === 'setXeroReference' ? this.refer(node, item, index, run) : this.read(node, item, index, run);
			outputs[output]!.push({ json, from: item.from });
		});
		return outputs;
	};

	readonly mapper: Work = (_node, items) => {
		const mapped = items.filter(({ json }) => (json.contact as Person).hasEmail).map(({ json, from }) => {
			const { id, value, reference, updatedAtSeconds } = json.contact as Person;
			const match = reference === '' ? {} : { contactId: reference, organisationId: 'organisation' };
			return { json: { intercomId: id, fingerprint: value, xero: { value }, match, source: { updatedAt: updatedAtSeconds } }, from };
		});
		const skipped = items.filter(({ json }) => !(json.contact as Person).hasEmail).map(({ json, from }) => ({ json: { intercomId: (json.contact as Person).id, reason: 'noEmail', message: 'It has no email.' }, from }));
		return [mapped, [], skipped];
	};

	readonly xeroContactUpsert: Work = (node, items, run) => {
		const outputs: Item[][] = [[], [], []];
		items.forEach((item, index) => {
			const { output, json } = node.parameters.operation === 'archive' ? this.archive(node, item, index, run) : this.upsert(item);
			outputs[output]!.push({ json: { ...json, record: item.json }, from: item.from });
		});
		return outputs;
	};

	private notify(topic: string, contactId: string): void {
		this.outbox.push({ topic, contactId, occurredAt: this.seconds() });
	}

	private seconds(): number {
		return Math.floor(this.now() / 1_000);
	}

	private refer({ parameters }: INode, item: Item, index: number, run: ModelRun): Exit {
		const person = this.people.get(String(run.value(parameters.contactId, item, index)))!;
		if (person.state === 'deleted') return notFound(person.id, item);
		const reference = String(run.value(parameters.xeroContactId, item, index));
		if (person.reference !== reference) this.change(person.id, { reference });
		return { output: 0, json: item.json };
	}

	private read({ parameters }: INode, item: Item, index: number, run: ModelRun): Exit {
		const id = String(run.value(parameters.contactId, item, index));
		const [, removal] = /^contact\.(archived|deleted)$/.exec(String(item.json.topic)) ?? [];
		if (removal) return { output: 1, json: { contactId: id, reason: removal, message: `Contact ${id} was ${removal}.` } };
		const person = this.people.get(id);
		if (!person || person.state === 'deleted') return notFound(id, item);
		const isListed = this.stateInSearch(person) === 'active';
		if (run.value(parameters.findArchived, item, index) && !isListed) return { output: 1, json: { contactId: id, reason: 'archived', message: `Contact ${id} was archived.` } };
		return { output: 0, json: { contact: { ...person, updated_at: person.updatedAtSeconds }, segments: [], url: '' } };
	}

	private stateInSearch({ history }: Person): State {
		const known = history.filter(({ at }) => at <= this.now() - this.searchLagMs);
		return (known.at(-1) ?? history[0]!).state;
	}

	private upsert(item: Item): Exit {
		const { json } = item;
		const id = String(json.intercomId);
		const value = String(json.fingerprint);
		const synced = (outcome: string, reason: string): Exit => ({ output: 0, json: { ...this.facts(id), outcome, reason, fingerprint: value, sourceUpdatedAt: (json.source as Json).updatedAt, values: json.xero } });
		if ((json.lastSync as Json | undefined)?.fingerprint === value) return synced('unchanged', 'sameFingerprint');
		if (this.isXeroDown) return unavailable(item);
		const contact = this.contacts.get(id) ?? { status: 'ACTIVE', notes: 0 };
		this.contacts.set(id, contact);
		if (contact.status === 'ARCHIVED') return { output: 1, json: { ...this.facts(id), outcome: 'review', reason: 'archived', message: '', nextStep: '', candidates: [] } };
		const isSame = contact.value === value;
		contact.value = value;
		return isSame ? synced('unchanged', 'nothingChanged') : synced('updated', 'fieldsDiffer');
	}

	private archive({ parameters }: INode, item: Item, index: number, run: ModelRun): Exit {
		if (this.isXeroDown) return unavailable(item);
		const id = String(run.value(parameters.intercomId, item, index));
		const contact = this.contacts.get(id);
		const settled = (outcome: string, reason: string): Exit => ({ output: 0, json: { ...this.facts(id), outcome, reason, fingerprint: '', sourceUpdatedAt: 0 } });
		if (!contact) return settled('unchanged', 'notFound');
		if (contact.status === 'ARCHIVED') return settled('unchanged', 'alreadyArchived');
		if (run.value(parameters.action, item, index) === 'note') contact.notes += 1;
		else {
			contact.status = 'ARCHIVED';
			if (this.people.get(id)!.state === 'active') this.wronglyArchived.push(id);
		}
		return settled('updated', 'archived');
	}

	private facts(id: string): Json {
		return { intercomId: id, xeroContactId: `x-${id}`, xeroContactUrl: '', organisationId: 'organisation', xeroUpdatedAt: this.now(), requestIds: ['request'], changes: [], notes: [] };
	}
}

interface Exit {
	output: 0 | 1 | 2;
	json: Json;
}

function notFound(contactId: string, { json }: Item): Exit {
	return { output: 2, json: { contactId, reason: 'intercomNotFound', class: 'gone', message: '', nextStep: '', retryable: false, requestId: null, input: json } };
}

function unavailable({ json }: Item): Exit {
	const intercomId = json.intercomId ?? json.contactId;
	return { output: 2, json: { intercomId, outcome: 'failed', reason: 'xeroUnavailable', class: 'transient', message: '', nextStep: '', retryable: true, requestIds: [] } };
}
