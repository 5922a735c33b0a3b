import { randomUUID } from 'node:crypto';

/** An entry of the chart of accounts, named as on the wire. */
export interface Account {
	AccountID: string;
	Code: string;
	Name: string;
	Type: string;
	Status: 'ACTIVE' | 'ARCHIVED';
	Description?: string;
	TaxType: string;
	/** Epoch ms. */
	updatedAt: number;
}

/** @see https://developer.xero.com/documentation/api/accounting/types#account-types */
export const ACCOUNT_CLASSES: Readonly<Record<string, string>> = {
	BANK: 'ASSET',
	CURRENT: 'ASSET',
	CURRLIAB: 'LIABILITY',
	DEPRECIATN: 'EXPENSE',
	DIRECTCOSTS: 'EXPENSE',
	EQUITY: 'EQUITY',
	EXPENSE: 'EXPENSE',
	FIXED: 'ASSET',
	INVENTORY: 'ASSET',
	LIABILITY: 'LIABILITY',
	NONCURRENT: 'ASSET',
	OTHERINCOME: 'REVENUE',
	OVERHEADS: 'EXPENSE',
	PREPAYMENT: 'ASSET',
	REVENUE: 'REVENUE',
	SALES: 'REVENUE',
	TERMLIAB: 'LIABILITY',
	PAYG: 'LIABILITY',
};

/** Tax codes every Australian organisation starts with. */
export const TAX_TYPES = ['OUTPUT', 'INPUT', 'EXEMPTOUTPUT', 'EXEMPTEXPENSES', 'BASEXCLUDED', 'NONE'];

export function starterAccounts(): Account[] {
	const rows: Array<[string, string, string, string]> = [
		['200', 'Sales', 'REVENUE', 'OUTPUT'],
		['260', 'Other Revenue', 'REVENUE', 'OUTPUT'],
		['400', 'Advertising', 'EXPENSE', 'INPUT'],
		['610', 'Accounts Receivable', 'CURRENT', 'BASEXCLUDED'],
		['800', 'Accounts Payable', 'CURRLIAB', 'BASEXCLUDED'],
	];
	return rows.map(([Code, Name, Type, TaxType]) => ({
		AccountID: randomUUID(),
		Code,
		Name,
		Type,
		TaxType,
		Status: 'ACTIVE',
		updatedAt: 0,
	}));
}
