"""The rules of the grammar of time expressions, over classes of words (see ``tokens.py``).

A rule is a regular expression whose letters are names of classes or of the aliases below; spaces mean nothing. Names
in capitals are the parts defined first; a digit after one is added to the names of its slots ("MDY2" fills "day2"),
for a rule that has two places for one slot. Slots, "(?P<year>...)", are what ``normalising`` asks for. At a place in
the text the first rule that fits wins, so their order matters. What counts as one expression follows the TimeML
annotation guidelines 1.2.1: prepositions stay outside, articles, "early", "nearly" and "ago" inside.
"""

# Names for several classes.
ALIASES = {
    "rel": "relative nowadj samew",
    "unit": "unitone unitmany",
    "modifier": "approx bound",
    "edge": "edge earlier later",
    "int": "int shortint",
    "ordn": "ordinal second nth",
    "line": "hyphen dash",
    "lengthy": "long ever",
    "unitword": "unitone unitmany part second",
    "quantity": "hundreds daynum int shortint cardinal bignum decimal year",
    "moved": "ago later earlier hence",
    "aside": "after before",
    "pause": "dot comma break",
}

# Parts of several rules.
PARTS = r"""
SHIFT: (?: moved | aside (?= pause | $) )
# a few, several, two and a half, two-and-a-half, 2 1/2, twenty-four, two to three; "ten brutal" before "months"
NUM: (?: a? few of? | vague of?
    | (?: vague (?= quantity ) | a? half hyphen? (?= a? hundreds ) )? (?: a hundreds | quantity )
    (?: (?: hyphen | (?<= hundreds ) and )? quantity ){0,5}
    (?: hyphen? and hyphen? (?: a | cardinal )? hyphen? half | slashdate (?= hyphen? unit ) )?
    (?: [.] (?=unitmany) )? (?: to quantity{1,3} )? )
EDGE: (?: (?P<edge>edge) hyphen? in? | (?P<edge2>border) of )?
THEEDGE: (?: (?: the (?= edge | border) )?
    (?: (?P<edge>edge) hyphen? in? | (?P<edge2>border) (?: half | unit )? of ) the? )?
YEAR: (?P<year> year | shortyear | (?<! comma ) shortint (?![.]) )
THATYEAR: (?: (?: of | in | comma )? the? (?P<yearrel>rel) samew? (?P<yearunit>unit) )
MDY: (?P<month>month) dot? the? (?P<day> daynum | nth ) (?: comma? YEAR )?
DMY: the? (?P<day> daynum | nth | ordinal | second ) hyphen? of? (?P<month>month)
    (?: dot? (?: comma | hyphen )? YEAR | THATYEAR )?
CLOCK: (?P<mod>approx)?
    (?: (?P<clocktime> clocktime | decimal | daynum | cardinal ) hyphen? ampm
    | (?P<oclock> daynum | cardinal ) clock
    | (?P<military> int | year ) (?= zone )
    | (?P<plainclock> clocktime )
    | a? (?P<past> (?: cardinal | daynum ) (?= pasthour ) )? (?P<dir>pasthour) (?P<hour> cardinal | daynum )
    | (?P<hourword> hourword ) )
    (?: lparen zone rparen | zone )?
"""

RULES = r"""
turn: turn
iso: isodate
# 480 BC, AD 70, 264-241 BC; in 480
ancient_year: (?P<mod>approx)? THEEDGE ad? (?P<year> daynum | int | year ) (?P<era> bc | ad )
anno: (?P<era>ad) (?P<year> daynum | int | year )
ancient_century: THEEDGE the? (?P<nth> nth | ordinal ) hyphen? (?P<century>unit) (?P<era>bc)
ancient_part: THEEDGE the?
    (?: (?P<season>season) | (?P<day> daynum | nth )? of? (?P<month>month) dot? (?P<day2> daynum | nth )? )
    (?: of | in | comma )? (?P<year> daynum | int | year ) (?: (?: line | slash ) (?: daynum | int | year ) )?
    (?P<era>bc)
ancient_range: (?P<year> daynum | int | year ) (?= (?: line | slash ) (?: daynum | int | year ) bc )
# 17/12 22:30 GMT
numeric: (?P<date> numdate | slashdate ) (?: comma? at? CLOCK )?

# 4:16 p.m. on Tuesday, 16 December
clock_date: CLOCK (?: comma | on | the )? the? (?: (?P<weekday>weekday) dot? comma? )?
    (?: MDY | (?P<day2> daynum | nth ) of? (?P<month2>month) (?: comma? (?P<year2>year) )? ) zone?
# noon Saturday, at eight tonight
clock_day: (?: CLOCK | (?<= at ) (?P<bare> daynum | cardinal ) (?= dayword ) ) comma? on?
    (?: (?P<weekday>weekday) | (?P<dayword>dayword) ) (?P<part>part)?
# 8 in the evening, at nine this morning
clock_part: (?: CLOCK | (?P<bare> daynum | cardinal ) (?= in the part )
    | (?<= at ) (?P<bare2> daynum | cardinal ) (?= relative part ) ) in? (?: the | (?P<rel>relative) ) (?P<part>part)
    (?: on? (?P<weekday>weekday) )?
# tonight at eight
day_clock: (?: (?P<dayword>dayword) part? | (?P<rel>relative) (?P<part>part) | (?P<weekday>weekday) (?P<part2>part) ) at
    (?: CLOCK | (?P<bare> daynum | cardinal ) )
clock: CLOCK
# by 12.45
decimal_clock: (?P<plainclock> decimal (?! hyphen? (?: unit | second ) ) ) ampm? zone?

# early in the morning of 31 January 1965
part_of_date: (?: the? (?P<edge>edge) in? the? )? the? (?P<part>part) unit? (?: of | on | comma )
    (?: DMY | MDY2 | (?P<weekday>weekday) )
# Friday the 16th
weekday_nth: (?P<weekday>weekday) comma? the (?P<day>nth) (?! unit | month | of | hyphen )
weekday_date: (?P<weekday>weekday) dot? comma? the? (?: DMY | MDY2 ) (?: comma? (?P<part>part) )?
day_month: DMY (?: comma? (?P<part>part) )?
month_day: (?P<mod>approx)? EDGE (?P<month>month) dot? the? (?P<day> daynum | nth ) (?! hyphen? (?: unit | part ) )
    (?: comma? YEAR | THATYEAR )?
month_year: (?P<mod>approx)? THEEDGE (?P<month>month) dot? (?: of | comma | the ){0,2} YEAR
# April of that year, April next year
month_that_year: THEEDGE (?P<month>month) (?: of the? )? (?P<yearrel>rel) samew? (?P<yearunit>unit) (?! s )
rel_month: THEEDGE the? (?P<rel>rel) (?P<month>month) (?: dot? (?P<day> daynum | nth ) )?
each: each (?P<num> relative | vague | few | ordn | cardinal | daynum | more )? (?: ever | fiscal )?
    (?P<what> unit | weekday | month | part | season | second ) (?P<part>part)?
month: (?P<mod>approx)? THEEDGE (?P<month>month)
# 22 of "22-25 April", 5 of "May 4 and 5"
day_before_day: the? (?P<day> daynum | nth ) (?= (?: line | and | to | comma ) the? (?: daynum | nth ) of? month )
day_after_day:
    (?: (?<= month daynum line ) | (?<= month daynum and ) | (?<= month daynum to ) | (?<= month daynum comma and )
    | (?<= month dot daynum line ) | (?<= month dot daynum and ) | (?<= month dot daynum to )
    | (?<= month dot daynum comma and ) )
    (?P<day> daynum | nth ) (?! unit | cardinal )
# on the 12th
lone_day: (?<= on ) the (?P<day>nth) (?= pause | and | in | line | $ )
# the winter of nineteen ninety-four, the year two thousand
season_spelled: THEEDGE the? (?P<season>season) of?
    (?P<century>cardinal) hyphen? (?P<rest> cardinal (?: hyphen? cardinal )? )
year_spelled: the? (?P<yearword>unitone)
    (?P<thousand> cardinal hundreds (?: and? cardinal (?: hyphen? cardinal )? )? )
# the past three summers
season_count: the? (?P<rel>rel) (?P<num>NUM) (?P<season>season)
season: THEEDGE the? (?P<rel>rel)? (?P<same>samew)?
    (?: (?P<season>season) (?: of | comma )? the? YEAR
    | (?P<season2>season) THATYEAR
    | (?P<year3>year) (?P<season4>season)
    | (?P<season3>season) unitmany? )

# the third quarter of this year, fiscal second-quarter, 1988's third quarter, the first half of 2008
quarter:
    (?: (?: (?P<edge>edge) hyphen? in? | (?: the (?= border ) )? (?P<edge2>border) of ) (?= the | fiscal | ordn ) )?
    the? (?: (?P<leadrel>rel) (?P<leadunit>unit) s? | fiscal? (?P<leadyear> year s? | decade ) )?
    fiscal? hyphen? (?P<nth> ordn | later | latter ) fiscal? hyphen?
    (?: (?P<half>half) | (?P<quarter>unit) (?! of the? month ) )
    (?: (?: of | in | comma )? fiscal? YEAR | THATYEAR | of the (?P<yearunit2>unitone) )?
# the last two weeks of February 1951
part_of_stretch: the? (?P<rel> relative | ordn ) (?P<num>NUM)? (?P<unit>unit) of
    (?: the? (?P<month>month) (?: dot? (?: of | comma )? YEAR )? | (?P<year2>year) )
week_of: the (?P<weekof>unitone) of (?P<month>month) dot? (?P<day> daynum | nth )
year_quarter: the (?: samew | likew )? (?P<year>year) (?P<unit>unit)
nth_century: THEEDGE the? (?P<nth> nth | ordinal ) hyphen? (?P<century>unit)
# the year-ago nine months
earlier_count: the? unitone hyphen (?: moved | before ) (?P<num>NUM) (?P<unit>unitmany)
# the year-ago quarter, the prior-year third quarter
year_earlier: (?: the samew? (?= unitone hyphen (?: moved | before ) ordn? hyphen? unit ) )?
    (?: (?P<unit>unitone) hyphen (?P<shift> ago | earlier | before )
    | the? (?P<rel>relative) hyphen (?P<unit2>unitone) )
    hyphen? (?: (?P<nth>ordn) hyphen? )? (?P<what>unit)?

# the same quarter last year, the corresponding period of 1988, the same month a year earlier
same_stretch: the (?: samew | likew ) (?P<unit>unitone) (?: of | in )? the?
    (?: (?P<yearrel>relative) (?P<yearunit>unitone) | a (?P<yearunit2>unitone) (?P<shift> ago | earlier | before )
    | (?P<year>year) )

age: (?P<mod>modifier)? (?P<num>NUM) hyphen? (?P<unit>unit) (?: hyphen? (?P<old>old) | of age )
ago: (?P<mod>modifier)? (?P<num> NUM | a? half (?: a | hyphen )? (?= unitone ) | a )? hyphen?
    (?P<unit>unitword) orso? (?P<shift>SHIFT)
# a year and a half ago
unit_and_half: (?P<mod>modifier)? a (?P<unit>unitone) and a (?P<half>half) (?P<shift>SHIFT)?
    | (?: the? (?P<rel>rel) | more ) (?P<unit2>unitone) and a (?P<half2>half)
# the week before last
unit_beyond: the (?P<unit>unitone) (?P<shift>aside) (?P<rel>relative)
    (?! unit | weekday | month | season | part | quantity | holiday )
# the second straight day
nth_straight: (?: the | a )? (?P<nth>ordn) ever (?P<unit>unitone) (?! hyphen )
anniversary: the? (?P<nth>ordn) hyphen? unitone? anniversary
rel_count: (?P<mod> modifier (?!the) )? the? (?P<rel> rel | ordn ) (?P<num>NUM) (?: ever | more | fiscal )?
    (?P<unit>unitword) (?! ago )
the_count: the (?P<num>NUM) (?: more | ever | relative )? (?P<unit>unitmany)
count: (?P<mod> modifier (?! vague ) | approx )? (?P<num>NUM) (?: hyphen | more | ever ){0,3} (?P<unit>unitword)
    (?: hyphen lengthy | long | orso )?
# the early hours of Sunday
early_hours: the? (?P<edge>edge) (?P<hours>unitmany) of (?: (?P<weekday>weekday) | (?P<dayword>dayword) | DMY )
rel_part: THEEDGE the? (?P<rel>rel) (?P<same>samew)? (?P<part>part)
weekday_part: (?: (?P<edge4>edge) on | EDGE ) (?P<rel>rel)?
    (?: (?P<weekday>weekday) s? | (?P<dayword>dayword) s? ) (?P<edge3>edge)? (?P<part>part)
rel_weekday: (?: the? (?P<rel>rel) (?P<same>rel)? | (?P<edge> edge (?<! later ) (?<! earlier ) ) on? )
    (?P<weekday>weekday)
# Tuesday of last week
weekday_of_week: (?P<weekday>weekday) of? (?P<rel>relative) (?P<unit>unitone) (?! s )
weekday: (?P<weekday>weekday)
dayword: EDGE (?P<dayword>dayword)
holiday: (?P<rel>rel)? (?P<holiday>holiday) (?: (?P<stretch>unitone) | (?: of | comma )? YEAR )?

# earlier this month, the same day, last year; the end of the week, month's end
rel_unit: THEEDGE the? (?P<rel>rel) (?P<same>samew)? fiscal? (?P<unit>unitword)
edge_unit: (?: the (?= edge | border ) )? (?: (?P<edge>edge) in | (?P<edge2>border) of ) the fiscal? (?P<unit>unit)
unit_end: (?P<mod>approx)? (?P<unit>unit) s? hyphen? (?P<edge>border) (?P<year>year)?
# mid-year, midyear
unit_middle: the? (?: (?P<edge>edge) hyphen (?P<unit>unitone) | (?P<midword>midword) ) (?: comma? (?P<year>year) )?
decade: the? EDGE the? (?P<century>cardinal)? hyphen? (?P<decade>decade)
year: (?P<mod>approx)? THEEDGE (?: the (?= fiscal | unit ) )? fiscal? (?P<yearword>unit)? (?P<year>year)
    (?P<era> bc | ad )?
# 18 of "1914-18"
tail_year: (?: (?<= year line ) | (?<= year slash ) ) (?P<short> daynum | int )
bare_ancient_year: THEEDGE (?P<year>int)
    (?= pause | the | a | at | and | to | line | on | lparen | rparen | [.] | $ )
# nineteen ninety-six
spelled_year: (?P<century>cardinal) hyphen? (?P<rest> cardinal (?: hyphen? cardinal )? )
short_year: (?P<year>shortyear)

half_unit: (?P<mod>modifier)? a? (?P<half>half) (?: a | hyphen )? (?P<unit>unitone)
often: (?P<often>often) (?: a | each | per ) (?P<what>unitone) (?! ago | hyphen )
single: (?P<mod>modifier)? (?P<num>a) (?: ever | more | lasting )? (?P<unit>unit) (?! hyphen ) orso?
another: (?P<mod>modifier)? more (?P<num> quantity{1,3} )? (?P<unit>unit)
unit_long: (?P<unit>unit) hyphen lengthy | (?P<unit2>unitmany) hyphen old
length: (?P<length>lengthword)
per: per (?P<unit> unit | part )
the_unit: the fiscal? (?P<unit> unitone | part ) (?! hyphen ) (?P<shift> SHIFT | relative )?
the_past: the (?P<rel>rel)
plural: (?: the (?= unit ahead ) )? (?P<unit>unit) (?P<ahead>ahead)?
part: EDGE (?P<part>part)
set: (?P<set>set)
current: nowadj
fixed: (?P<fixed>fixed)
"""
