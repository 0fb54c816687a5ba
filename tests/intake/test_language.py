"""The language of a text, or None where nobody could tell."""

import pytest

from khronika.intake.language import language_of

TEXTS = {
    "en": "Soldiers fired on the crowd in the harbour, and the doctors said that four people had been killed there.",
    "fr": "Les soldats ont tiré sur la foule dans le port, et les médecins disent que quatre personnes ont été tuées.",
    "es": "Los soldados dispararon contra la multitud en el puerto y los médicos dicen que murieron cuatro personas.",
    "de": "Die Soldaten schossen im Hafen auf die Menge, und die Ärzte sagen, dass vier Menschen getötet wurden.",
    "pt": "Os soldados dispararam contra a multidão no porto e os médicos dizem que quatro pessoas foram mortas.",
    "it": "I soldati hanno sparato sulla folla nel porto e i medici dicono che quattro persone sono state uccise.",
    "nl": "De soldaten schoten in de haven op de menigte en de artsen zeggen dat vier mensen zijn gedood.",
    "ru": "Солдаты открыли огонь по толпе в порту, и врачи говорят, что убиты четыре человека и многие ранены.",
    "uk": "Солдати відкрили вогонь по натовпу в порту, і лікарі кажуть, що вбито чотири людини та є поранені.",
    "tr": "Askerler limanda kalabalığa ateş açtı ve doktorlar dört kişinin öldüğünü ve yaralılar olduğunu söyledi.",
    "pl": "Żołnierze otworzyli ogień do tłumu w porcie, a lekarze mówią, że zginęły cztery osoby i jest wielu rannych.",
    "ar": "أطلق الجنود النار على الحشد في الميناء وقال الأطباء إن أربعة أشخاص قتلوا وأصيب كثيرون.",
    "ka": "ჯარისკაცებმა ნავსადგურში ცეცხლი გაუხსნეს ხალხს და ექიმები ამბობენ, რომ ოთხი ადამიანი დაიღუპა.",
}


@pytest.mark.parametrize("code", TEXTS)
def test_it_tells_languages_apart(code: str) -> None:
    assert language_of(TEXTS[code]) == code


def test_it_reads_capitals_as_well() -> None:
    assert language_of(TEXTS["en"].upper()) == "en"


@pytest.mark.parametrize("text", ["", "Orun", "12 34 56 78", "Orun 12.45", "— — —"])
def test_it_says_nothing_of_texts_that_say_nothing(text: str) -> None:
    assert language_of(text) is None
