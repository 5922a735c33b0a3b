const HOST = /^(?:[a-z][a-z0-9+.-]*:\/\/)?((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,63})\.?(?::\d+)?(?:[/?#].*)?$/i;

/**
 * The domain of a web address, in lower case and without `www.`; `''` where the text is none. Other subdomains stay:
 * `shop.acme.com.au` and `acme.com.au` are two domains, because nobody can tell a branch from a tenant. Pure.
 */
export function siteDomain(address: string): string {
	const host = HOST.exec(address.trim())?.[1] ?? '';
	return host.toLowerCase().replace(/^www\./, '');
}

/** The domain of an email address, in lower case; `''` where there is none. Pure. */
export function mailDomain(email: string): string {
	const at = email.lastIndexOf('@');
	return at < 1 ? '' : email.slice(at + 1).trim().toLowerCase();
}
