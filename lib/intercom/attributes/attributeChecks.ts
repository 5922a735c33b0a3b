import type { AttributeModel } from './attributeNames';
import {
	createUnlessThere,
	knownAttributesOf,
	mendingOf,
	referenceAttributesOf,
	SETTINGS_PAGE,
	stateOf,
	switchAttributeOf,
	type SyncAttribute,
} from './referenceAttributes';
import type { Answer, IntercomConnection } from '../api/request';
import { fine, missing, permissionFix, type WorkspaceCheck } from '../workspace/workspaceCheck';
import { readAttributes, type DataAttribute } from '../workspace/workspaceEndpoints';

type Existing = Readonly<Record<AttributeModel, readonly DataAttribute[]>>;

/**
 * Creates the attributes of the sync on contacts and on companies where they are missing, closed to visitors, and says
 * what stands in the way of each. Safe to repeat.
 * @param withKnown those for what only Xero knows, too
 * @param preview look only, create nothing
 */
export async function attributeChecks(connection: IntercomConnection, withKnown: boolean, preview = false): Promise<WorkspaceCheck[]> {
	const existing = await readBoth(connection);
	if (!existing.ok) return [missing('attributes', existing.failure.message, existing.failure.nextStep)];
	const checks: WorkspaceCheck[] = [];
	for (const attribute of [...wantedOn('contact', withKnown), ...wantedOn('company', withKnown)]) {
		checks.push(await attributeCheck(attribute, existing.value, connection, preview));
	}
	return checks;
}

function wantedOn(model: AttributeModel, withKnown: boolean): SyncAttribute[] {
	return [...referenceAttributesOf(model), switchAttributeOf(model), ...(withKnown ? knownAttributesOf(model) : [])];
}

async function readBoth(connection: IntercomConnection): Promise<Answer<Existing>> {
	const contact = await readAttributes('contact', connection);
	if (!contact.ok) return contact;
	const company = await readAttributes('company', connection);
	return company.ok ? { ok: true, value: { contact: contact.value, company: company.value } } : company;
}

async function attributeCheck(attribute: SyncAttribute, existing: Existing, connection: IntercomConnection, preview: boolean): Promise<WorkspaceCheck> {
	const { name, model } = attribute;
	const check = `attribute:${name}`;
	const state = stateOf(attribute, existing[model]);
	if (state === 'ready') return fine(check, `The attribute ${name} is there.`);
	if (state !== 'missing') {
		const { message, fix } = mendingOf(attribute, state);
		return missing(check, message, fix);
	}
	if (preview) return missing(check, `The attribute ${name} is missing and would be created.`, 'Run this with Preview Only off.');
	const created = await createUnlessThere(attribute, connection);
	if (created.ok) return fine(check, `The attribute ${name} was created.`);
	const { class: kind, message, nextStep, reason } = created.failure;
	if (kind === 'auth') return missing(check, message, permissionFix('Write data attributes'));
	return missing(check, message, reason === 'intercomRejected' ? refusedFix(attribute, existing) : nextStep);
}

/** Intercom allows a name once over people and companies, so one of the other kind stands in the way. */
function refusedFix({ name, model, type }: SyncAttribute, existing: Existing): string {
	const other = model === 'contact' ? 'company' : 'contact';
	const taken = existing[other].some((attribute) => attribute.name.toLowerCase() === name.toLowerCase());
	if (!taken) return `Create ${name} by hand in Intercom under Settings, Data, ${SETTINGS_PAGE[model]}, as ${type === 'float' ? 'a decimal number' : 'text'} that the Messenger cannot update.`;
	return `In Intercom, open Settings, Data, ${SETTINGS_PAGE[other]}, and archive ${name} there: Intercom allows a name only once. Then run this again.`;
}
