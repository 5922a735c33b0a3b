import type { CompanyRecord, ContactRecord } from './model';
import type { ContactShown, Desk } from './desk';
import { sublist } from './sublist';

/** A contact as notifications carry it, keys in the captured order. Times are ISO strings with ms, unless switched. */
export function contactInNotification(shown: ContactShown, desk: Pick<Desk, 'switchOf' | 'workspace'>): Record<string, unknown> {
	const { contact } = shown;
	const time = timeWriter(desk.switchOf('intercom.webhookTimes'));
	return {
		type: 'contact',
		id: contact.id,
		workspace_id: desk.workspace.id,
		external_id: contact.externalId,
		role: contact.role,
		email: contact.email,
		phone: contact.phone,
		name: contact.name,
		avatar: contact.avatar,
		owner_id: ownerIn(contact, desk.switchOf('intercom.webhookOwner')),
		social_profiles: { type: 'list', data: [] },
		has_hard_bounced: contact.hasHardBounced,
		marked_email_as_spam: contact.markedEmailAsSpam,
		unsubscribed_from_emails: contact.unsubscribedFromEmails,
		created_at: time(contact.createdAt),
		updated_at: updatedAt(shown, time),
		signed_up_at: time(contact.signedUpAt),
		last_seen_at: time(contact.lastSeenAt),
		last_replied_at: time(contact.lastRepliedAt),
		last_contacted_at: time(contact.lastContactedAt),
		...DEVICE_BEFORE_LOCATION,
		language_override: contact.languageOverride,
		location: { type: 'location', ...contact.location },
		...DEVICE_AFTER_LOCATION,
		custom_attributes: contact.custom,
		tags: sublist(contact, 'tags'),
		notes: sublist(contact, 'notes', desk.workspace),
		companies: sublist(contact, 'companies'),
		opted_out_subscription_types: sublist(contact, 'subscriptions'),
		opted_in_subscription_types: sublist(contact, 'subscriptions'),
		...TRACKING,
	};
}

/** language_override keeps its captured place in here; the contact's own value replaces it. */
export const DEVICE_BEFORE_LOCATION = {
	last_email_opened_at: null,
	last_email_clicked_at: null,
	language_override: null,
	browser: null,
	browser_version: null,
	browser_language: null,
	os: null,
};

export const DEVICE_AFTER_LOCATION = {
	android_app_name: null,
	android_app_version: null,
	android_device: null,
	android_os_version: null,
	android_sdk_version: null,
	android_last_seen_at: null,
	ios_app_name: null,
	ios_app_version: null,
	ios_device: null,
	ios_os_version: null,
	ios_sdk_version: null,
	ios_last_seen_at: null,
};

export const TRACKING = {
	utm_campaign: null,
	utm_content: null,
	utm_medium: null,
	utm_source: null,
	utm_term: null,
	referrer: null,
	sms_consent: false,
	unsubscribed_from_sms: false,
	enabled_push_messaging: null,
};

type TimeWriter = (ms: number | null) => string | number | null;

function timeWriter(form: string): TimeWriter {
	if (form === 'epoch') return (ms) => (ms === null ? null : Math.floor(ms / 1000));
	return (ms) => (ms === null ? null : isoWithOffset(ms));
}

function isoWithOffset(ms: number): string {
	return new Date(ms).toISOString().replace('Z', '+00:00');
}

/** As captured: 2 ms before created_at on creation; `.000Z` in the second notification of one change. */
function updatedAt(shown: ContactShown, time: TimeWriter): string | number | null {
	const { updatedAt: ms } = shown.contact;
	const written = time(shown.created === true ? ms - 2 : ms);
	if (shown.second !== true || typeof written !== 'string') return written;
	return new Date(Math.floor(ms / 1000) * 1000).toISOString();
}

function ownerIn(contact: ContactRecord, form: string): string | number | null {
	if (contact.ownerId === null) return null;
	return form === 'string' ? contact.ownerId : Number(contact.ownerId);
}

/** company.updated carries the company's own fields. */
export function companyInUpdate(company: CompanyRecord, appId: string): Record<string, unknown> {
	return {
		type: 'company',
		id: company.id,
		name: company.name,
		app_id: appId,
		plan: company.plan === null ? null : { type: 'plan', id: '1', name: company.plan },
		company_id: company.companyId,
		remote_created_at: isoOrNull(company.remoteCreatedAt),
		created_at: isoWithOffset(company.createdAt),
		updated_at: isoWithOffset(company.updatedAt),
		last_request_at: isoOrNull(company.lastRequestAt),
		size: company.size,
		website: company.website,
		industry: company.industry,
		monthly_spend: company.monthlySpend,
		session_count: company.sessionCount,
		user_count: company.contactIds.size,
		custom_attributes: company.custom,
		tag_ids: company.tagIds,
	};
}

/** company.created and the attached company: the older shape, without size, website, industry and, attached, without a name. */
export function companyInLink(company: CompanyRecord, appId: string, name: string | null): Record<string, unknown> {
	return {
		type: 'company',
		id: company.id,
		name,
		app_id: appId,
		company_id: company.companyId,
		plan_id: null,
		remote_created_at: isoOrNull(company.remoteCreatedAt),
		created_at: isoWithOffset(company.createdAt),
		updated_at: isoWithOffset(company.updatedAt),
		last_request_at: isoOrNull(company.lastRequestAt),
		monthly_spend: company.monthlySpend,
		session_count: company.sessionCount,
		user_count: company.contactIds.size,
		tag_ids: company.tagIds,
		custom_attributes: company.custom,
	};
}

function isoOrNull(ms: number | null): string | null {
	return ms === null ? null : isoWithOffset(ms);
}
