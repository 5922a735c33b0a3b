import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Failure } from '../../../lib/http/failure';
import { COMPANIES_PER_PAGE_MAX, lastListedPage, LISTED_COMPANIES_MAX, listCompanies, type CompanyPage } from '../../../lib/intercom/companies/companyEndpoints';
import { companyFailed, doneAll, type Exit } from '../exit';
import type { Operation, Session } from '../operation';
import { wholeNumberField, wholeNumberOf, type WholeNumber } from '../wholeNumber';

/** `10,000`; toLocaleString would load the language data (17 ms, 6 MB) at every start of n8n. */
const CAP = String(LISTED_COMPANIES_MAX).replace(/(\d)(?=(\d{3})+$)/g, '$1,');

const PAGE: WholeNumber = {
	name: 'page',
	label: 'Page',
	default: '={{ $json.nextPage ?? $json.page }}',
	min: 1,
	max: LISTED_COMPANIES_MAX,
	description: 'Number of the page: nextPage of an item of the page before. Empty: the first page, so end a loop where isLast is true.',
};

const PAGE_SIZE: WholeNumber = {
	name: 'pageSize',
	label: 'Page Size',
	default: 50,
	min: 1,
	max: COMPANIES_PER_PAGE_MAX,
	description: `How many companies to read, at most ${COMPANIES_PER_PAGE_MAX}. Keep it the same for all pages.`,
};

const fields: INodeProperties[] = [
	{
		displayName: `Intercom lists only companies with a contact, and ${CAP} of them at most, the most recently active first. Those beyond are counted in notListed; read them with their contacts (Contact: Get Profile).`,
		name: 'capNotice',
		type: 'notice',
		default: '',
	},
	wholeNumberField(PAGE),
	wholeNumberField(PAGE_SIZE),
];

/** Reads one page of the companies. */
export const getPage: Operation = {
	option: {
		name: 'Get Page',
		value: 'getPage',
		action: 'Get many companies from Intercom',
		description: `Read companies one page after the other, the ${CAP} most recently active ones at most`,
	},
	fields,
	companyId: () => null,
	run,
};

async function run({ context, connection }: Session, item: number, input: IDataObject): Promise<Exit | Exit[]> {
	const page = wholeNumberOf(context, item, PAGE, 1);
	if (typeof page !== 'number') return companyFailed(page, 0, input, null);
	const pageSize = wholeNumberOf(context, item, PAGE_SIZE);
	if (typeof pageSize !== 'number') return companyFailed(pageSize, 0, input, null);
	if (page > lastListedPage(pageSize)) return companyFailed(beyondCap(page, pageSize), 0, input, null);
	const answer = await listCompanies(page, pageSize, connection);
	return answer.ok ? doneAll(itemsOf(answer.value)) : companyFailed(answer.failure, answer.attempts, input, null);
}

function itemsOf({ companies, nextPage, notListed }: CompanyPage): IDataObject[] {
	return companies.map((company) => ({ ...company, companyId: company.id, nextPage, isLast: nextPage === null, notListed }));
}

function beyondCap(page: number, pageSize: number): Failure {
	return {
		class: 'validation',
		reason: 'companyListCap',
		message: `Intercom lists ${CAP} companies at most: with ${pageSize} a page, page ${lastListedPage(pageSize)} is the last, and page ${page} was asked for.`,
		nextStep: 'Stop at the page whose isLast is true. Companies beyond it are read with their contacts (Contact: Get Profile).',
		retryable: false,
		field: 'page',
	};
}
