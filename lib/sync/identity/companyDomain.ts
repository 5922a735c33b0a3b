import freeEmailDomains from 'free-email-domains';
import { parse } from 'tldts';

/**
 * Mail providers that the public list (free-email-domains) does not know, most of them internet providers of Australia
 * and New Zealand.
 */
const MORE_PROVIDERS =
	'tutanota.com hey.com optusnet.com exetel.com.au aussiebroadband.com.au slingshot.co.nz orcon.net.nz vodafone.co.nz paradise.net.nz actrix.co.nz inspire.net.nz btopenworld.com talktalk.net sympatico.ca telus.net';

/** Providers and sites that have a face in many countries: the name before a country's suffix (`yahoo.com.sg`, `hotmail.no`). */
const MANY_FACES: ReadonlySet<string> = new Set(
	[
		'gmail googlemail yahoo ymail rocketmail hotmail outlook live msn windowslive aol icloud gmx yandex protonmail zoho tutanota bigpond',
		'google linkedin facebook instagram youtube tiktok twitter pinterest reddit ebay amazon etsy airbnb booking tripadvisor yelp gumtree',
		'yellowpages whitepages trademe indeed seek glassdoor eventbrite meetup',
	].flatMap((line) => line.split(' ')),
);
const COUNTRY_OR_COM = /^(?:com|net|org|[a-z]{2}|(?:com?|net|org)\.[a-z]{2})$/;

/** Sites on which many have a page, whatever stands before the name: networks, short links, directories. */
const SHARED_SITES: ReadonlySet<string> = new Set(
	[
		'fb.com fb.me m.me x.com t.co t.me wa.me whatsapp.com telegram.me telegram.org youtu.be vimeo.com threads.net bsky.app medium.com',
		'goo.gl g.page g.co bit.ly tinyurl.com ow.ly buff.ly lnkd.in rebrand.ly is.gd cutt.ly t.ly linktr.ee linkin.bio beacons.ai about.me',
		'truelocal.com.au hotfrog.com.au localsearch.com.au realestate.com.au domain.com.au hipages.com.au oneflare.com.au airtasker.com',
		'crunchbase.com github.com gitlab.com dropbox.com notion.so docusign.com calendly.com typeform.com surveymonkey.com canva.com',
	].flatMap((line) => line.split(' ')),
);

/** Builders that give each site a name of its own before theirs, beyond those of the Public Suffix List; only theirs is shared. */
const BUILDERS: ReadonlySet<string> = new Set('wordpress.com squarespace.com weebly.com tumblr.com wix.com godaddysites.com business.site jimdosite.com'.split(' '));

let providers: ReadonlySet<string> | undefined;

/** Whether a domain, in any case, belongs to a free-mail, throw-away-mail or internet provider. Pure. */
export function isMailProvider(domain: string): boolean {
	const folded = domain.trim().toLowerCase();
	const { site, hasManyFaces } = looked(folded);
	providers ??= new Set([...freeEmailDomains, ...MORE_PROVIDERS.split(' ')]);
	return hasManyFaces || providers.has(folded) || providers.has(site);
}

/**
 * Whether a domain, in any case, can stand for one company: neither a mail provider, nor a site of many, nor a suffix
 * under which others register (`nsw.edu.au`, `myshopify.com`). Pure.
 * @see https://publicsuffix.org
 */
export function isCompanyDomain(domain: string): boolean {
	const folded = domain.trim().toLowerCase();
	const { site } = looked(folded);
	return site !== '' && !SHARED_SITES.has(site) && !BUILDERS.has(folded) && !isMailProvider(folded);
}

/** The name that was registered, without its suffix: `harbourrealty` of `www.harbourrealty.com.au`; `''` for a suffix. Pure. */
export function registeredName(domain: string): string {
	return parse(domain.trim(), { allowPrivateDomains: true }).domainWithoutSuffix ?? '';
}

function looked(domain: string): { site: string; hasManyFaces: boolean } {
	const { domain: site, domainWithoutSuffix, publicSuffix } = parse(domain, { allowPrivateDomains: true });
	return { site: site ?? '', hasManyFaces: MANY_FACES.has(domainWithoutSuffix ?? '') && COUNTRY_OR_COM.test(publicSuffix ?? '') };
}
