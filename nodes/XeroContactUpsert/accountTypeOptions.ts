import type { INodePropertyOptions } from 'n8n-workflow';
import type { AccountType } from '../../lib/xero/api/account';

/** As Xero's own screens call them. @see https://developer.xero.com/documentation/api/accounting/types#account-types */
const NAMES: Readonly<Record<AccountType, string>> = {
	CURRENT: 'Current Asset',
	CURRLIAB: 'Current Liability',
	DEPRECIATN: 'Depreciation',
	DIRECTCOSTS: 'Direct Costs',
	EQUITY: 'Equity',
	EXPENSE: 'Expense',
	FIXED: 'Fixed Asset',
	INVENTORY: 'Inventory Asset',
	LIABILITY: 'Liability',
	NONCURRENT: 'Non-Current Asset',
	TERMLIAB: 'Non-Current Liability',
	OTHERINCOME: 'Other Income',
	OVERHEADS: 'Overheads',
	PREPAYMENT: 'Prepayment',
	REVENUE: 'Revenue',
	SALES: 'Sales',
};

export const accountTypeOptions: INodePropertyOptions[] = Object.entries(NAMES).map(([value, name]) => ({ name, value }));
