import type { AttributeModel, DataAttribute } from './model';

type Row = [model: AttributeModel, name: string, label: string, type: DataAttribute['dataType'], apiWritable: boolean];

const ROWS: Row[] = [
	['contact', 'id', 'ID', 'string', false],
	['contact', 'external_id', 'User ID', 'string', true],
	['contact', 'role', 'Type', 'string', true],
	['contact', 'name', 'Name', 'string', true],
	['contact', 'email', 'Email', 'string', true],
	['contact', 'phone', 'Phone', 'string', true],
	['contact', 'owner_id', 'Owner', 'integer', true],
	['contact', 'created_at', 'First Seen', 'date', false],
	['contact', 'updated_at', 'Last updated', 'date', false],
	['contact', 'signed_up_at', 'Signed up', 'date', true],
	['contact', 'last_seen_at', 'Last seen', 'date', true],
	['contact', 'unsubscribed_from_emails', 'Unsubscribed from Emails', 'boolean', true],
	['company', 'name', 'Company name', 'string', true],
	['company', 'company_id', 'Company ID', 'string', false],
	['company', 'last_request_at', 'Company last seen', 'date', false],
	['company', 'remote_created_at', 'Company created at', 'date', true],
	['company', 'user_count', 'People', 'integer', false],
	['company', 'session_count', 'Company web sessions', 'integer', false],
	['company', 'plan', 'Plan', 'string', true],
	['company', 'monthly_spend', 'Monthly Spend', 'float', true],
	['company', 'size', 'Company size', 'integer', true],
	['company', 'industry', 'Company industry', 'string', true],
	['company', 'website', 'Company website', 'string', true],
];

/** Attributes that every workspace has from the start. */
export function builtInAttributes(): DataAttribute[] {
	return ROWS.map(([model, name, label, dataType, apiWritable]) => ({
		id: null,
		name,
		label,
		model,
		dataType,
		description: null,
		options: null,
		apiWritable,
		messengerWritable: true,
		custom: false,
		archived: false,
		createdAt: 0,
		updatedAt: 0,
	}));
}
