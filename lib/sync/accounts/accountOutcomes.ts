import { LOOK_UP_LATER, TRY_LATER, type Failure } from '../../http/failure';
import type { XeroAccount } from '../../xero/api/account';
import type { Change, Outcome } from '../record/outcome';
import { REVIEW_TEXTS, type ReviewText } from '../record/reviewTexts';
import { belongsToCompany, type AccountRequest, type AccountReview } from './planAccount';

/** The one way a company leaves Create or Update Account; an entry of the chart stands in for the contact. */
export type AccountOutcome =
	| {
			/** `preview`: what would be created or updated, see the reason. */
			outcome: 'created' | 'updated' | 'unchanged' | 'preview';
			/** Stable code: `noAccount`, `fieldsDiffer`, `nothingChanged`, `writtenAnswerLost`; of a preview `wouldCreate`, `wouldUpdate`. */
			reason: string;
			/** Only looked at: nothing was written. */
			preview?: true;
			/** What would happen, in words; of a preview only. */
			message?: string;
			/** Intercom id of the company. */
			intercomId: string;
			/** `''` where a preview would create the entry. */
			xeroAccountId: string;
			/** Xero's OrganisationID. */
			organisationId: string;
			changes: Change[];
			requestIds: string[];
			notes: string[];
	  }
	| Extract<Outcome, { outcome: 'review' | 'failed' }>;

const CHART_OF_ACCOUNTS = 'https://go.xero.com/GeneralLedger/ChartOfAccounts.aspx';

const ACCOUNT_TEXTS: Record<Exclude<AccountReview, 'accountNotOurs'>, ReviewText> = {
	ambiguous: {
		message: "Several entries of the chart of accounts carry this company's mark, so nothing was written.",
		nextStep: 'In Xero, take the mark out of the description of all but one.',
	},
	archived: {
		message: "This company's entry in the chart of accounts is archived, so nothing was written.",
		nextStep:
			'Restore the entry in Xero. If the company is to have another one, take the mark out of its description then, archive it again, and give the company another code and name.',
	},
};

export function accountReview(request: AccountRequest, because: AccountReview, accounts: readonly XeroAccount[], requestIds: string[]): AccountOutcome {
	const text = textOf(because, accounts);
	return {
		outcome: 'review',
		reason: because,
		intercomId: request.companyId,
		message: `${text.message} Company: ${request.name} (${request.companyId}), code ${request.code}.`,
		nextStep: text.nextStep,
		candidates: accounts.map(({ Code = '', Name = '', Status = 'ACTIVE' }) => ({
			xeroContactId: '',
			name: `${Code} ${Name}`.trim(),
			email: '',
			status: Status,
			url: CHART_OF_ACCOUNTS,
		})),
		changes: [],
		requestIds,
		notes: [],
	};
}

/** An entry that is another company's is not mended by renaming it: the next run would name it back. */
function textOf(because: AccountReview, accounts: readonly XeroAccount[]): ReviewText {
	if (because !== 'accountNotOurs') return ACCOUNT_TEXTS[because];
	return REVIEW_TEXTS[accounts.every(belongsToCompany) ? 'accountOfAnotherCompany' : 'accountNotOurs'];
}

export function accountRefused({ companyId, code, name }: AccountRequest, said: Failure): Failure {
	return {
		...said,
		reason: 'xeroRefusedAccount',
		message: `Account ${code} "${name}" of Intercom company ${companyId}: ${said.message}`,
		nextStep: 'Correct the value, and send the company again.',
	};
}

export const ACCOUNT_STILL_OPEN: Failure = {
	class: 'uncertain',
	reason: 'xeroStillUncertain',
	message: 'Xero did not answer clearly whether the account was written',
	nextStep: LOOK_UP_LATER,
	retryable: true,
};

export const ACCOUNT_NOT_SENT: Failure = {
	class: 'transient',
	reason: 'xeroUnavailable',
	message: 'Xero did not answer clearly about another account, so this one was not sent',
	nextStep: TRY_LATER,
	retryable: true,
};
