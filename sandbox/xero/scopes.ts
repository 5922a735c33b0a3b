/** Scopes that apps made since March 2026 may ask for. @see https://developer.xero.com/documentation/guides/oauth2/scopes */
const GRANULAR = [
	'openid',
	'profile',
	'email',
	'offline_access',
	'accounting.attachments',
	'accounting.banktransactions',
	'accounting.budgets.read',
	'accounting.contacts',
	'accounting.invoices',
	'accounting.manualjournals',
	'accounting.payments',
	'accounting.settings',
	'assets',
	'files',
	'projects',
];

const READABLE = /^(accounting\.[a-z]+|assets|files|projects)\.read$/;
/** Too broad for new apps; `accounting.journals.read` needs a special agreement. */
const REFUSED = ['accounting.reports.read', 'accounting.transactions', 'accounting.transactions.read', 'accounting.journals.read'];

/** The scopes Xero would answer `invalid_scope` for. */
export function refusedScopes(scopes: string[]): string[] {
	return scopes.filter((scope) => REFUSED.includes(scope) || !known(scope));
}

function known(scope: string): boolean {
	if (GRANULAR.includes(scope) || /^accounting\.reports\.[a-z]+\.read$/.test(scope)) return true;
	return READABLE.test(scope) && GRANULAR.includes(scope.replace(/\.read$/, ''));
}

/** Whether one of the granted scopes allows it; a writing scope includes reading. */
export function allows(granted: string[], needed: string): boolean {
	return granted.includes(needed) || granted.includes(needed.replace(/\.read$/, ''));
}

/** What a consent page says about a scope. */
export function scopeText(scope: string): string {
	return SCOPE_TEXTS[scope] ?? scope;
}

const SCOPE_TEXTS: Readonly<Record<string, string>> = {
	offline_access: 'Stay connected while you are away (offline_access)',
	'accounting.contacts': 'View and manage your contacts (accounting.contacts)',
	'accounting.contacts.read': 'View your contacts (accounting.contacts.read)',
	'accounting.settings': 'View and manage your organisation settings (accounting.settings)',
	'accounting.settings.read': 'View your organisation settings (accounting.settings.read)',
};
