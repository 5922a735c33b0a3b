const SCOPE = ['workspace', 'organisation'];

/** Columns that hold numbers; the others hold text. */
export const NUMBERS = ['attempts', 'occurredAt', 'sourceUpdatedAt', 'missed'];

/** The Data Tables of one client. */
export const TABLE_COLUMNS = {
	queue: [...SCOPE, 'key', 'kind', 'topic', 'occurredAt', 'status', 'leaseUntil', 'attempts', 'nextAt', 'reason', 'class', 'waitsFor', 'message', 'nextStep', 'touchedAt'],
	state: [...SCOPE, 'key', 'kind', 'fingerprint', 'sourceUpdatedAt', 'xeroContactId', 'lastSync', 'seenAt', 'missed'],
	review: [...SCOPE, 'key', 'kind', 'reason', 'message', 'nextStep', 'candidates', 'intercomUrl', 'xeroUrls', 'waysOut', 'touchedAt'],
	audit: [...SCOPE, 'key', 'kind', 'at', 'trigger', 'topic', 'outcome', 'reason', 'fields', 'changes', 'requestIds', 'intercomAt', 'xeroAt'],
	alerts: [...SCOPE, 'key', 'level', 'record', 'vendor', 'state', 'title', 'message', 'nextStep', 'links', 'claimedBy', 'at'],
};

export const TABLE_TITLES = {
	queue: 'Create the Queue', state: 'Create the State', review: 'Create the Review List', audit: 'Create the Audit Log', alerts: 'Create the Alert List',
};

/** n8n finds a table by a part of its name: no name may be part of another one. */
export const TABLE_NAMES = `={{ { ${Object.keys(TABLE_COLUMNS).map((table) => `${table}: '[' + $json.label + '] intercom-xero ${table}'`).join(', ')} } }}`;
