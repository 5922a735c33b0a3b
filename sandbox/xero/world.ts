import { createHash } from 'node:crypto';
import type { Kernel } from '../kernel/kernel';
import { Authority } from './authority';
import { Idempotency } from './idempotency';
import { Ledger, type FieldChange } from './ledger';
import { Limits } from './limits';
import { XERO_DEFAULTS, XERO_LIMITS, type XeroOptions } from './options';
import { XeroOrganisation } from './organisation';
import { Webhooks } from './webhooks';

export type { XeroOptions } from './options';

/** Everything Xero: organisations, tokens, limits, the webhook of the first app, and a ledger of what changed. */
export class XeroWorld {
	readonly options: XeroOptions;
	readonly ledger = new Ledger();
	readonly authority: Authority;
	readonly limits: Limits;
	readonly idempotency: Idempotency;
	readonly webhooks: Webhooks;
	private organisations = new Map<string, XeroOrganisation>();

	constructor(
		private readonly kernel: Kernel,
		options: Partial<XeroOptions> = {},
	) {
		this.options = { ...XERO_DEFAULTS, ...options };
		this.authority = new Authority(kernel, this.options);
		this.limits = new Limits(kernel.clock, { ...XERO_LIMITS, ...this.options.limits });
		this.idempotency = new Idempotency(kernel.clock, this.options.idempotencyMs);
		this.webhooks = new Webhooks(kernel, (tenantId) => this.options.apps.slice(0, 1).some(({ clientId }) => this.authority.isConnected(clientId, tenantId)));
		this.reset();
	}

	/** Every contact field changed since the start, oldest first, by API and by UI. */
	get changes(): readonly FieldChange[] {
		return this.ledger.entries;
	}

	/** @throws where the user has no such organisation; without an id the first one */
	organisation(id?: string): XeroOrganisation {
		const found = id === undefined ? this.allOrganisations()[0] : this.findOrganisation(id);
		if (found === undefined) throw new Error(`The sandbox has no Xero organisation ${id ?? ''}`);
		return found;
	}

	findOrganisation(id: string): XeroOrganisation | undefined {
		return this.organisations.get(id.toLowerCase());
	}

	allOrganisations(): XeroOrganisation[] {
		return [...this.organisations.values()];
	}

	/** Everything as at the start: no contacts, no tokens, no changes. */
	reset(): void {
		this.ledger.clear();
		this.authority.reset();
		this.limits.reset();
		this.idempotency.reset();
		this.webhooks.reset();
		this.organisations = new Map(
			this.options.organisations.map((seed, index) => {
				const id = (seed.id ?? stableId(`organisation ${index} ${seed.name}`)).toLowerCase();
				return [id, new XeroOrganisation(id, seed, this.kernel, this.ledger, (news) => this.webhooks.note(news))];
			}),
		);
	}
}

export function createXeroWorld(kernel: Kernel, options: Partial<XeroOptions> = {}): XeroWorld {
	return new XeroWorld(kernel, options);
}

/** The same id in every run, so that workflows may name an organisation. */
function stableId(text: string): string {
	const hex = createHash('sha256').update(text).digest('hex');
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
