"""Addresses that lead their readers elsewhere: short ones, lists of links, redirects, and chats behind a number.

Their owner, or whoever wrote what stands in them, decides where they lead, which can be another place tomorrow. Nothing
is looked up: hosts are known by name, redirects by the address inside them.
"""

import re
from typing import NamedTuple
from urllib.parse import unquote

_SHORT = (
    # shorteners of all the world
    "1drv.ms 2u.pw a.co adf.ly aka.ms amzn.to apple.co bc.vc bit.do bit.ly bitly.com bitly.cx bitly.is bitly.ws "
    "bl.ink budurl.com buff.ly chilp.it clicky.me conta.cc cur.lv cutt.ly cutt.us da.gd dlvr.it dub.co dub.link "
    "dub.sh eepurl.com exe.io forms.gle frama.link g.co gg.gg go.ly goo.by goo.gl goo.su href.li hubs.la hubs.li "
    "hubs.ly hyperurl.co ift.tt is.gd ity.im j.mp kutt.it kutt.to lc.cx linkd.in lnk.to lnkd.in lnks.gd lstu.fr "
    "mcaf.ee ouo.io ow.ly po.st pxl.to q.gs rb.gy rebrand.ly rotf.lol s.id s2r.co short.gy short.io shorte.st "
    "shorturl.ac shorturl.asia shorturl.at shorturl.com shorturl.gg shrtco.de shrtlnk.dev smarturl.it snip.ly "
    "soo.gd spoo.me su.pr surl.li surl.lu t.co t.ly t2m.io tii.la tiny.cc tiny.ee tiny.ie tiny.one tiny.pl "
    "tinyurl.com tinyurl.ws tny.im tr.im trib.al ulvis.net url.ie urlr.me urlz.fr v.gd w.wiki x.co x.gd zpr.io "
    "zws.im "
    # of some countries
    "00m.in abr.ge abre.ai acesse.dev acesse.one acortar.link b23.tv bitly.kr bityl.co buly.kr clc.li clc.to "
    "clck.ru dwz.cn encr.pw encurtador.com.br go.gov.sg han.gl kurl.ru l1nk.dev l1nq.com lihi.cc lihi1.com "
    "lihi2.com lihi3.cc me2.do me2.kr migre.me n9.cl onl.bz onl.la onl.sc onl.tl ppt.cc psee.io pse.is qps.ru "
    "reurl.cc sourl.cn suo.im supr.link t.cn url.cn url.kr ux.nu vk.cc vo.la "
    # pages of links
    "allmylinks.com beacons.ai beacons.page bio.link bio.site biolinky.co campsite.bio campsite.to "
    "contactinbio.com direct.me feedlink.io flow.page heylink.me hoo.be instabio.cc koji.to komi.io lin.bio "
    "linkbio.co linkfly.to linkin.bio linkpop.com linktr.ee liinks.co lnk.bio lynxinbio.com many.link manylink.co "
    "mez.ink milkshake.app msha.ke pillar.io shor.by snipfeed.co solo.to stan.store taplink.at taplink.cc tap.bio "
    "tr.ee withkoji.com znaplink.com "
    # codes whose target is changed afterwards
    "delivr.com ead.me flowco.de flowcode.com hov.to l-ink.me me-qr.com q-r.to qr.ae qr.io qr.link qr.page qr1.be "
    "qrco.de qrd.by qrfy.io qrto.org scan.page scnv.io uqr.to "
    # links into apps
    "adj.st app.link ffm.to fanlink.to onelink.me page.link smart.link sng.link "
    # redirects of large sites, of mail and of advertisements
    "ampproject.org anonym.to cudasvc.com doubleclick.net exit.sc googleadservices.com l.facebook.com "
    "l.instagram.com l.messenger.com l.threads.com l.threads.net l.wl.co l.workplace.com lm.facebook.com "
    "nullrefer.com out.reddit.com r.search.yahoo.com safelinks.protection.outlook.com slack-redir.net "
    "t.umblr.com translate.goog urldefense.com urldefense.proofpoint.com"
)

SHORTENERS = frozenset(_SHORT.split())
"""Hosts whose addresses lead anywhere their owner likes tomorrow."""

_CHATS = (
    "api.whatsapp.com chat.whatsapp.com discord.gg fb.me ig.me lin.ee m.me signal.group signal.me t.me telegram.dog "
    "telegram.me vb.me wa.link wa.me walink.co web.whatsapp.com zalo.me"
)

_LONGEST = max(host.count(".") + 1 for host in (*_SHORT.split(), *_CHATS.split()))
"""How many labels the hosts of these lists have at most."""

CHATS = frozenset(_CHATS.split())
"""Hosts whose addresses open a chat with whoever owns an account, a group or a number."""

_REDIRECTS = {
    "bing.com": ("/ck/", "/aclk"),
    "discord.com": ("/invite",),
    "duckduckgo.com": ("/l/",),
    "facebook.com": ("/flx/warn", "/l.php"),
    "linkedin.com": ("/redir", "/safety/go"),
    "list-manage.com": ("/track/click",),
    "mandrillapp.com": ("/track/click",),
    "steamcommunity.com": ("/linkfilter",),
    "vk.com": ("/away",),
    "whatsapp.com": ("/send",),
    "youtube.com": ("/redirect",),
}
"""How the paths begin with which large sites send elsewhere."""

_SEARCHES = re.compile(r"(?:.+\.)?(?:google|yandex)\.[a-z]{2,3}(?:\.[a-z]{2})?")

_OF_SEARCHES = ("/aclk", "/amp/", "/clck", "/translate", "/url")

_INSIDE = re.compile(r"https?:/|[=/?&]//[\w-]|[=/]www\.", re.IGNORECASE)
"""An address inside of another."""

_CALLED = re.compile(r"(?:^/|phone=)[+ ]?([0-9]{5,20})(?![\w])")


class Elsewhere(NamedTuple):
    """Why an address is refused, with a code, and what to write instead."""

    code: str
    message: str
    hint: str


def find_elsewhere(host: str, rest: str = "") -> Elsewhere | None:
    """Return why nobody can tell where an address leads tomorrow, None if it is sound; `rest` follows its host.

    >>> find_elsewhere("www.bit.ly", "/abc").code, find_elsewhere("line.example", "/help")
    ('short-address', None)
    >>> find_elsewhere("wa.me", "/254722000111").hint
    "write it where it is called as one: whatsapp: '+254722000111'"
    """
    rest = unquote(unquote(rest))
    if _is_below(host, CHATS) or _redirects(host, rest, "whatsapp.com"):
        return _chat(host, rest)
    if _is_below(host, SHORTENERS):
        message = f'"{host}" shortens or lists addresses: it can lead elsewhere tomorrow'
        return Elsewhere("short-address", message, "write the address it leads to")
    if any(_redirects(host, rest, site) for site in _REDIRECTS) or _is_search(host, rest) or _INSIDE.search(rest):
        message = f'"{host}{rest[:40]}" sends on to another address'
        return Elsewhere("leads-elsewhere", message, "write the address it leads to, and nothing around it")
    return None


def _chat(host: str, rest: str) -> Elsewhere:
    number = _CALLED.search(rest)
    if number:
        hint = f"write it where it is called as one: whatsapp: '+{number[1]}'"
        return Elsewhere("chat-number", f'"{host}" opens a chat with the number {number[1]}', hint)
    message = f'"{host}" opens a chat with whoever owns it tomorrow'
    return Elsewhere("short-address", message, "write the page that names this chat; a number is one: whatsapp: ...")


def _is_below(host: str, hosts: frozenset[str]) -> bool:
    """Tell whether a host is one of some, or belongs to one of them.

    >>> _is_below("go.example.page.link", SHORTENERS), _is_below("habit.ly", SHORTENERS)
    (True, False)
    """
    labels = host.split(".")
    return any(".".join(labels[-count:]) in hosts for count in range(2, _LONGEST + 1))


def _redirects(host: str, rest: str, site: str) -> bool:
    return (host == site or host.endswith(f".{site}")) and rest.lower().startswith(_REDIRECTS[site])


def _is_search(host: str, rest: str) -> bool:
    is_translated = host.startswith("translate.") and rest not in {"", "/"}
    return bool(_SEARCHES.fullmatch(host)) and (rest.lower().startswith(_OF_SEARCHES) or is_translated)
