"""The country codes that the tables may use."""

from __future__ import annotations

_CODES = """
    ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR
    BHS BIH BLM BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL
    COM CPV CRI CUB CUW CXR CYM CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK
    FRA FRO FSM GAB GBR GEO GGY GHA GIB GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY HKG HMD HND HRV
    HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA JAM JEY JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO
    LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG
    MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD NOR NPL NRU NZL OMN PAK PAN PCN
    PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA SAU SDN SEN SGP SGS SHN SJM SLB SLE
    SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK TKL TKM TLS TON TTO
    TUN TUR TUV TWN TZA UGA UKR UMI URY USA UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM YEM ZAF ZMB ZWE
"""
#: ISO 3166-1 alpha-3, all officially assigned codes.
ISO_COUNTRIES: frozenset[str] = frozenset(_CODES.split())
#: What stands in a country column beside them: the European Union, and all suppliers together.
GROUPS: frozenset[str] = frozenset({"EUE", "WLD"})
#: The names a reader sees, for every code that the shipped tables use.
COUNTRY_NAMES: dict[str, str] = {
    "AUS": "Australia", "BLR": "Belarus", "CHN": "China", "EUE": "European Union", "GBR": "United Kingdom",
    "IRN": "Iran", "JPN": "Japan", "KOR": "South Korea", "NZL": "New Zealand", "PRK": "DPRK", "RUS": "Russia",
    "UKR": "Ukraine", "USA": "United States", "WLD": "all suppliers",
}  # fmt: skip


def country_name(code: str) -> str:
    """Give the name of a country code, or the code itself where no name is kept.

    >>> country_name("PRK"), country_name("FRA")
    ('DPRK', 'FRA')
    """
    return COUNTRY_NAMES.get(code, code)
