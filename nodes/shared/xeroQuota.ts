import { newQuota, type Quota } from '../../lib/xero/pace/quota';

const quotas = new Map<string, Quota>();

/**
 * The quota of one organisation at one address, as all nodes in this n8n process use it up together. Not needed for a right
 * result: another process has its own, and what Xero answers corrects both.
 */
export function quotaOf(baseUrl: string, organisationId: string): Quota {
	const key = `${baseUrl} ${organisationId}`;
	const known = quotas.get(key) ?? newQuota();
	quotas.set(key, known);
	return known;
}
