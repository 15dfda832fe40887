"""The scripts that share a character, ScriptExtensions 15.1.0: written by tools/unicode_tables.py.

© 1991-2023 Unicode, Inc., under the Unicode Licence V3: see LICENSE-unicode.
"""

SHARED = """
Adlm Arab Mand Mani Ougr Phlp Rohg Sogd Syrc: 0640
Adlm Arab Nkoo Rohg Syrc Thaa Yezi: 061F
Arab Copt: 102E0 102E1-102FB
Arab Nkoo: FD3E FD3F
Arab Nkoo Rohg Syrc Thaa Yezi: 060C 061B
Arab Rohg: 06D4
Arab Syrc: 064B-0655 0670
Arab Syrc Thaa: 061C
Arab Thaa: FDF2 FDFD
Arab Thaa Yezi: 0660-0669
Beng: 1CF7
Beng Cakm Sylo: 09E6-09EF
Beng Deva: 1CD5-1CD6 1CD8 1CE1 1CEA 1CED 1CF5-1CF6 A8F1
Beng Deva Dogr Gong Gonm Gran Gujr Guru Knda Limb Mahj Mlym Nand Orya Sind Sinh Sylo Takr Taml Telu Tirh: 0965
Beng Deva Dogr Gong Gonm Gran Gujr Guru Knda Mahj Mlym Nand Orya Sind Sinh Sylo Takr Taml Telu Tirh: 0964
Beng Deva Gran Gujr Guru Knda Latn Mlym Orya Shrd Taml Telu Tirh: 0951
Beng Deva Gran Gujr Guru Knda Latn Mlym Orya Taml Telu Tirh: 0952
Beng Deva Gran Knda: 1CD0 1CD2
Beng Deva Gran Knda Mlym Nand Orya Sinh Telu Tirh: 1CF2
Bopo Hang Hani Hira Kana: 3003 3013 301C 301D 301E-301F 3030 3037 FE45-FE46
Bopo Hang Hani Hira Kana Yiii: 3001-3002 3008 3009 300A 300B 300C 300D 300E 300F 3010 3011 3014 3015 3016 3017 3018
Bopo Hang Hani Hira Kana Yiii: 3019 301A 301B 30FB FF61 FF62 FF63 FF64-FF65
Bopo Hani: 302A-302D
Bugi Java: A9CF
Buhd Hano Tagb Tglg: 1735-1736
Cakm Mymr Tale: 1040-1049
Cpmn Cprt Linb: 10100-10101
Cprt Lina Linb: 10107-10133
Cprt Linb: 10102 10137-1013F
Cyrl Glag: 0484 0487 2E43 A66F
Cyrl Latn: 0485-0486
Cyrl Perm: 0483
Cyrl Syrc: 1DF8
Deva: 1CD1 1CD4 1CDB 1CDE-1CDF 1CE2-1CE8 1CEB-1CEC 1CEE-1CF1
Deva Dogr Gujr Guru Khoj Knda Kthi Mahj Mlym Modi Nand Shrd Sind Takr Tirh: A830-A832
Deva Dogr Gujr Guru Khoj Knda Kthi Mahj Modi Nand Shrd Sind Takr Tirh: A833-A835
Deva Dogr Gujr Guru Khoj Kthi Mahj Modi Shrd Sind Takr Tirh: A838
Deva Dogr Gujr Guru Khoj Kthi Mahj Modi Sind Takr Tirh: A836-A837 A839
Deva Dogr Kthi Mahj: 0966-096F
Deva Gran: 1CD3 1CF3 1CF8-1CF9
Deva Gran Knda: 1CF4
Deva Gran Latn: 20F0
Deva Knda Mlym Orya Taml Telu: 1CDA
Deva Nand: 1CE9
Deva Shrd: 1CD7 1CD9 1CDC-1CDD 1CE0
Deva Taml: A8F3
Dupl: 1BCA0-1BCA3
Geor Latn: 10FB
Gran Taml: 0BE6-0BEF 0BF0-0BF2 0BF3 11301 11303 1133B-1133C 11FD0-11FD1 11FD3
Grek: 0342 0345 1DC0-1DC1
Gujr Khoj: 0AE6-0AEF
Guru Mult: 0A66-0A6F
Hani: 3006 303E-303F 3190-3191 3192-3195 3196-319F 31C0-31E3 3220-3229 322A-3247 3280-3289 328A-32B0 32C0-32CB 32FF
Hani: 3358-3370 337B-337F 33E0-33FE 1D360-1D371 1F250-1F251
Hani Hira Kana: 303C 303D
Hani Latn: A700-A707
Hira Kana: 3031-3035 3099-309A 309B-309C 30A0 30FC FF70 FF9E-FF9F
Kali Latn Mymr: A92E
Knda Nand: 0CE6-0CEF
Latn: 0363-036F
Latn Mong: 202F
Mani Ougr: 10AF2
Mong Phag: 1802-1803 1805
Nand: 1CFA
Syrc: 1DFA
"""
"""ISO 15924 codes: the code points, or first-last, that these scripts share (UAX #24, Script_Extensions)."""
