/** Mailboxes that anybody can open, and those of internet providers: an address there says nothing about a company. */
const FREE_MAIL: ReadonlySet<string> = new Set(
	[
		'gmail.com googlemail.com outlook.com outlook.com.au hotmail.com hotmail.com.au hotmail.co.uk hotmail.co.nz hotmail.fr',
		'hotmail.de live.com live.com.au live.co.uk live.nl msn.com windowslive.com yahoo.com yahoo.com.au yahoo.co.uk yahoo.co.nz',
		'yahoo.ca yahoo.co.in yahoo.de yahoo.fr yahoo.com.sg ymail.com rocketmail.com y7mail.com icloud.com me.com mac.com aol.com',
		'proton.me protonmail.com pm.me tutanota.com tuta.io fastmail.com fastmail.com.au fastmail.fm hey.com zoho.com zohomail.com',
		'mail.com email.com gmx.com gmx.net gmx.de web.de t-online.de mail.ru yandex.com yandex.ru qq.com 163.com 126.com sina.com',
		'naver.com daum.net hanmail.net rediffmail.com orange.fr wanadoo.fr free.fr laposte.net sfr.fr libero.it virgilio.it',
		'bigpond.com bigpond.com.au bigpond.net.au optusnet.com.au optusnet.com iinet.net.au internode.on.net tpg.com.au adam.com.au',
		'westnet.com.au dodo.com.au exetel.com.au aapt.net.au ozemail.com.au netspace.net.au telstra.com aussiebroadband.com.au',
		'xtra.co.nz slingshot.co.nz orcon.net.nz vodafone.co.nz clear.net.nz paradise.net.nz actrix.co.nz inspire.net.nz',
		'btinternet.com btopenworld.com sky.com talktalk.net virginmedia.com ntlworld.com blueyonder.co.uk tiscali.co.uk',
		'comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net juno.com shaw.ca rogers.com',
		'sympatico.ca telus.net bluewin.ch ziggo.nl kpnmail.nl planet.nl telenet.be skynet.be singnet.com.sg duck.com mailinator.com',
	].flatMap((line) => line.split(' ')),
);

/** Whether a domain, in any case, belongs to a free-mail or internet provider. Pure. */
export function isFreeMailDomain(domain: string): boolean {
	return FREE_MAIL.has(domain.trim().toLowerCase());
}

/** Sites on which many companies have a page: their address says nothing about who they are. */
const SHARED_SITES: ReadonlySet<string> = new Set(
	[
		'facebook.com m.facebook.com fb.com instagram.com linkedin.com au.linkedin.com twitter.com x.com youtube.com tiktok.com',
		'linktr.ee sites.google.com google.com business.site etsy.com ebay.com ebay.com.au wixsite.com wordpress.com blogspot.com',
		'squarespace.com weebly.com myshopify.com webflow.io yellowpages.com.au truelocal.com.au',
	].flatMap((line) => line.split(' ')),
);

/** Whether a domain, in any case, can stand for one company: neither a mail provider nor a site of many. Pure. */
export function isCompanyDomain(domain: string): boolean {
	const folded = domain.trim().toLowerCase();
	return folded !== '' && !isFreeMailDomain(folded) && !SHARED_SITES.has(folded);
}
