import { isCompanyDomain, isMailProvider } from '../../../lib/sync/identity/companyDomain';
import { isSameCompany } from '../../../lib/sync/identity/companyName';

test.each([
	...['gmail.com', 'BigPond.com', 'outlook.com.au', 'xtra.co.nz', 'icloud.com', 'yahoo.com.sg', 'hotmail.no', 'live.com.pt', 'mail.yahoo.co.jp', 'tuta.io'],
	...['optusnet.com.au', 'exetel.com.au', 'mailinator.com', 'gmx.at'],
])('%s is a mail provider and never stands for a company', (domain) => {
	expect([isMailProvider(domain), isCompanyDomain(domain)]).toEqual([true, false]);
});

test.each([
	...['nz.linkedin.com', 'linkedin.com', 'au.linkedin.com', 'maps.app.goo.gl', 'goo.gl', 'sites.google.com', 'google.com.au', 'maps.google.co.nz', 'facebook.com'],
	...['m.facebook.com', 'ebay.com.au', 'linktr.ee', 'bit.ly', 'wordpress.com', 'squarespace.com', 'business.site', 'x.com', 'yellowpages.com.au', ''],
	...['com.au', 'nsw.edu.au', 'myshopify.com', 'github.io', 'blogspot.com', 'vic.gov.au'],
])('%s is shared by many and never stands for a company', (domain) => expect(isCompanyDomain(domain)).toBe(false));

test.each([
	...['acme.example', 'harbourrealty.com.au', 'shop.acme.com.au', 'det.nsw.edu.au', 'acme.myshopify.com', 'acme.wordpress.com', 'acme.github.io'],
	...['outlook.travel', 'live.events', 'xero.com', 'mygoogle.com'],
])('%s can stand for a company', (domain) => expect(isCompanyDomain(domain)).toBe(true));

test.each([
	['Acme Pty Ltd', 'ACME', 'acme.example', true],
	['Acme Pty. Ltd.', 'Acme Limited', 'other.example', true],
	['Smith & Sons', 'Smith and Sons Pty Ltd', 'smithandsons.example', true],
	['Café Olé', 'Cafe Ole', 'cafe.example', true],
	["Joe's Diner", 'Joes Diner', 'diner.example', true],
	['Harbour Realty Kensington', 'Kensington Pty Ltd', 'harbourrealty.com.au', true],
	['Harbour Realty Kensington', 'Harbour Realty Bondi', 'harbourrealty.com.au', false],
	['Harbour Realty North Bondi', 'Harbour Realty North Sydney', 'harbourrealty.com.au', false],
	['Harbour Realty', 'Harbour Realty Bondi', 'harbourrealty.com.au', false],
	['Harbour', 'Realty', 'harbourrealty.com.au', false],
	['Bondi Public School', 'Kensington Public School', 'det.nsw.edu.au', false],
	['Acme Trading', 'Acme Holdings', 'acme.example', false],
	['Acme', 'Beta', 'acme.example', false],
	['株式会社', '株式会社', 'acme.example', true],
	['!!!', '???', 'acme.example', false],
])('%s and %s at %s are one company: %s', (name, other, domain, same) => {
	expect(isSameCompany(name, other, domain)).toBe(same);
	expect(isSameCompany(other, name, domain)).toBe(same);
});
