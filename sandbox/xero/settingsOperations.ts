import { xeroDate } from './dates';
import { envelope, type Operation } from './operation';

/** Organisation and users; read only. */
export const settingsOperations: Operation[] = [
	{
		name: 'getOrganisations',
		method: 'GET',
		path: '/Organisation',
		scope: 'accounting.settings.read',
		act: (call) => {
			const { id, name, currencies, seed } = call.organisation;
			const organisation = {
				Name: name,
				LegalName: name,
				PaysTax: true,
				Version: 'AU',
				OrganisationType: 'COMPANY',
				BaseCurrency: currencies[0],
				CountryCode: 'AU',
				IsDemoCompany: seed.isDemoCompany === true,
				OrganisationStatus: 'ACTIVE',
				TaxNumber: '53 004 085 616',
				FinancialYearEndDay: 30,
				FinancialYearEndMonth: 6,
				Timezone: 'AUSEASTERNSTANDARDTIME',
				OrganisationEntityType: 'COMPANY',
				ShortCode: `!${id.slice(0, 5)}`,
				Class: seed.isDemoCompany === true ? 'DEMO' : 'PREMIUM',
				Edition: 'BUSINESS',
				OrganisationID: id,
				Addresses: [],
				Phones: [],
				ExternalLinks: [],
				CreatedDateUTC: xeroDate(1_700_000_000_000),
			};
			return envelope(call, { Organisations: [organisation] });
		},
	},
	{
		name: 'getUsers',
		method: 'GET',
		path: '/Users',
		scope: 'accounting.settings.read',
		act: (call) => {
			const users = call.organisation.users.map((user, index) => ({
				UserID: user.id,
				EmailAddress: user.email,
				FirstName: user.firstName,
				LastName: user.lastName,
				UpdatedDateUTC: xeroDate(1_700_000_000_000),
				IsSubscriber: index === 0,
				OrganisationRole: user.role,
			}));
			return envelope(call, { Users: users });
		},
	},
];
