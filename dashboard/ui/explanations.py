"""What and why of figures: from the catalogue for measures and aspects, in words of our own for the rest."""

from collections.abc import Mapping

from dashboard.context.context import Context
from dashboard.store.records import Row
from dashboard.ui.figure import Why

NEXT = ("Nästa uppdatering", "När svaren i nästa omgång har kommit in.")
ORDINAL = "Stegen är en ordning, inte ett mått på avstånd. Därför visas antal och medianer, aldrig medelvärden."
PAIRED = (
    "Bara samma huvudman och samma mått, besvarat med ett steg i båda omgångarna och med samma ordalydelse, räknas. "
    "Ett steg bakåt är lika mycket värt att veta som ett steg framåt."
)


def of_subject(context: Context) -> Why:
    """What and why of the measure or the aspect that is looked at."""
    view = context.view
    if view.measure:
        return of_measure(
            context, next(m for m in context.ask("catalogue/measures").rows if m["measure_id"] == view.measure)
        )
    aspect = next(a for a in context.ask("catalogue/aspects").rows if a["aspect_id"] == view.aspect)
    return (
        ("Vad", str(aspect["description"])),
        ("Varför", str(aspect["why"])),
        (
            "Hur",
            "Huvudmannens steg är medianen (den lägre vid jämnt antal) av dess svar på aspektens mått på "
            "förflyttningsskalan. Hur många mått som ligger bakom står i tabellen.",
        ),
        ("Begränsning", ORDINAL),
        NEXT,
    )


def wording(context: Context, measure_id: str) -> Row:
    """How the question was worded in the round that is looked at: the latest wording that had come by then."""
    rounds = [row["round_id"] for row in context.ask("follow_up/rounds").rows]
    by_then = rounds[: rounds.index(context.view.round) + 1] if context.view.round in rounds else rounds
    own = [row for row in context.ask("catalogue/wordings").rows if row["measure_id"] == measure_id]
    return [row for row in own if row["version"] == 1 or row["first_round"] in by_then][-1]


def of_measure(context: Context, measure: Mapping[str, object]) -> Why:
    """What and why of one measure, with the exact question of the round that is looked at."""
    asked = wording(context, str(measure["measure_id"]))
    words = [
        ("Fråga", f"{asked['question']} (version {asked['version']})"),
        ("Vad", str(measure["what"])),
        ("Varför", str(measure["why"])),
        ("Hur", str(measure["how"])),
        ("Begränsning", str(measure["limits"])),
    ]
    if asked["note"]:
        words.append(("Ny ordalydelse", asked["note"]))
    return (*words, NEXT)


SHIFT: Why = (
    ("Vad", "Hur många steg framåt och bakåt som har tagits mellan två omgångar."),
    ("Varför", "Styrgruppen vill se länets förflyttning som helhet, inte mäta vem som har kommit längst."),
    ("Hur", PAIRED),
    ("Begränsning", ORDINAL),
    NEXT,
)
RESPONSES: Why = (
    ("Vad", "Hur många av länets huvudmän som har svarat i omgången, helt eller delvis."),
    ("Varför", "Alla andra siffror bygger på svaren. Den som saknas räknas aldrig som noll."),
    ("Hur", "En huvudman räknas när minst ett av dess svar har kommit in."),
    ("Begränsning", "Säger inget om hur svaren togs fram eller hur många som deltog."),
    NEXT,
)
ROLE: Why = (
    ("Vad", "Hur långt kommunerna har kommit med rollen Barnets bästa-ansvarig."),
    ("Varför", "Barn och vårdnadshavare behöver veta vem de vänder sig till, och rollen är modellens nav."),
    (
        "Hur",
        "Tillsatt räknas när rollen är tillsatt eller ingår i en ordinarie befattning. Regionen redovisas för sig.",
    ),
    ("Begränsning", "Säger inte hur väl rollen fungerar eller hur många barn den når."),
    ("Nästa uppdatering", "När en huvudman berättar om en ändring."),
)
PLAN: Why = (
    ("Vad", "Om det finns en lokal plan, egen och kort eller inarbetad i en plan som redan finns."),
    ("Varför", "En plan ger gemensamma ramar och gör det möjligt att lära av varandra. Den får vara enkel."),
    ("Hur", "En egen plan och en inarbetad plan räknas lika."),
    ("Begränsning", "Säger inget om planens innehåll eller om den följs."),
    ("Nästa uppdatering", "När en huvudman berättar om en ändring."),
)
RISK: Why = (
    ("Vad", "Risker som är kända och inte stängda, för hela länet och för enskilda huvudmän."),
    ("Varför", "Styrgruppen behöver se vad som kan gå fel, vad som görs och när det ska ses över."),
    (
        "Hur",
        "En risk är öppen tills den har stängts. En översyn har passerat när dess dag ligger före dagen som visas.",
    ),
    (
        "Begränsning",
        "Sannolikhet och konsekvens är bedömningar. Riskerna i minnesanteckningarna saknar dem.",
    ),
    ("Nästa uppdatering", "När en risk bedöms på nytt."),
)
CHANGES: Why = (
    ("Vad", "Det som har kommit in eller ändrats mellan två dagar."),
    ("Varför", "Mötet ska kunna börja i det som är nytt."),
    ("Hur", "En rad är med när länet fick veta den efter den första dagen och senast den andra."),
    ("Begränsning", "Visar vad som är känt, inte när det hände."),
    ("Nästa uppdatering", "Löpande."),
)
AGENDA: Why = (
    ("Vad", "Det som väntar: svar som saknas, risker att se över, beslut och exempel att följa upp."),
    ("Varför", "Mötet ska användas till att arbeta framåt och inte bara till att informera."),
    ("Hur", "Raderna räknas fram. En risk räknas som länge på avvakta efter 180 dagar."),
    ("Begränsning", "Ett förslag. Den som leder mötet väljer vad som tas upp."),
    ("Nästa uppdatering", "Löpande."),
)
DECISIONS: Why = (
    ("Vad", "Det som möten har beslutat, vem som gör det och om det är gjort."),
    ("Varför", "Ett beslut som ingen följer upp blir lätt liggande."),
    ("Hur", "Skrivs in på sidan Data under Beslut."),
    ("Begränsning", "Bara det som är inskrivet syns."),
    ("Nästa uppdatering", "Löpande."),
)
EXAMPLES: Why = (
    ("Vad", "Vad huvudmännen har prövat, det som fungerade och det som inte gjorde det."),
    ("Varför", "Den som ska börja har nytta av den som redan har försökt."),
    ("Hur", "Skrivs in på sidan Data eller på formulärets blad Exempel och lärdomar."),
    ("Begränsning", "Få exempel är utvärderade. Det som fungerar på ett ställe gör det inte säkert på ett annat."),
    ("Nästa uppdatering", "Löpande."),
)
RESEARCH: Why = (
    ("Vad", "Följeforskningens rapporter och rekommendationer, och vad länet har gjort med dem."),
    ("Varför", "Forskningen ska komma ut i verksamheterna och inte stanna i en rapport."),
    ("Hur", "Skrivs in på sidan Data. En rekommendation kan peka på ett mått."),
    ("Begränsning", "Bara det som är offentligt eller inskrivet syns. Rapporternas text finns inte här."),
    ("Nästa uppdatering", "När en rapport kommer."),
)
MILESTONES: Why = (
    ("Vad", "Delmål på vägen mot den gemensamma målbilden, med eller utan dag."),
    ("Varför", "Styrgruppen vill ha tydligare delmål utan att tappa helheten."),
    ("Hur", "Skrivs in på sidan Data. Ett delmål utan dag räknas med och sägs vara utan dag."),
    ("Begränsning", "Ett nått delmål säger inte att arbetet är klart."),
    ("Nästa uppdatering", "Löpande."),
)
LEVELS: Why = (
    ("Vad", "Var medarbetar-, chefs- och länsnivå står på olika steg i samma aspekt hos samma huvudman."),
    ("Varför", "Där bilderna skiljer sig finns något att prata om."),
    ("Hur", "Varje nivås steg är den lägre medianen av nivåns mått på förflyttningsskalan i aspekten."),
    ("Begränsning", "Nivåerna svarar på olika frågor. En skillnad är ett ämne för samtal, inte ett fel."),
    NEXT,
)
COMMENTS: Why = (
    ("Vad", "Det huvudmännen skrev bredvid sina svar i omgången."),
    ("Varför", "Orden förklarar siffrorna, och säger när en fråga var svår att besvara."),
    ("Hur", "Texten visas som den skrevs, som vanlig text."),
    ("Begränsning", "De flesta svar har ingen kommentar. Det betyder inget i sig."),
    NEXT,
)
FOCUS: Why = (
    ("Vad", "Vilka aspekter varje huvudman har valt att arbeta mest med."),
    ("Varför", "Kommunerna arbetar med olika saker. Det som inte är i fokus behöver inte röra sig nu."),
    ("Hur", "Huvudmannen väljer själv och kan ändra sig när som helst."),
    ("Begränsning", "Säger inget om hur långt arbetet har kommit."),
    ("Nästa uppdatering", "När en huvudman berättar om en ändring."),
)
PIPELINE: Why = (
    ("Vad", "Hur många kommuner som stod på varje läge, varje gång något ändrades."),
    ("Varför", "För att se om rollen rör sig från tanke till vardag. Att pröva i liten skala är ett eget läge."),
    ("Hur", "Läget för varje kommun är det senast kända den dagen. Regionen är inte med, den redovisas för sig."),
    ("Begränsning", "Är dagarna fler än tolv visar bilden månadens sista. Tabellen har alla."),
    ("Nästa uppdatering", "När en huvudman berättar om en ändring."),
)
FUNDING: Why = (
    ("Vad", "Hur rollen betalas i kommunerna, läge för läge."),
    ("Varför", "Att finansiering saknas är den risk som styrgruppen har lyft först."),
    ("Hur", "Kommunens senast kända uppgift. Regionen är inte med."),
    ("Begränsning", "Säger inget om hur mycket pengar det gäller."),
    ("Nästa uppdatering", "När en huvudman berättar om en ändring."),
)
ACTORS: Why = (
    ("Vad", "Vilka verksamheter som deltar hos varje huvudman."),
    ("Varför", "Framgång förutsätter fler än skola och socialtjänst, till exempel kultur och fritid."),
    ("Hur", "Huvudmannens senast kända svar: ja, delvis eller nej."),
    ("Begränsning", "Säger inget om hur mycket en verksamhet deltar. Fler är inte alltid bättre."),
    ("Nästa uppdatering", "När en huvudman berättar om en ändring."),
)
RISK_MATRIX: Why = (
    ("Vad", "Öppna risker efter hur sannolika de är och hur allvarliga de blir."),
    ("Varför", "För att se vilka risker som behöver tas upp först."),
    ("Hur", "Sannolikhet gånger konsekvens: 1–3 låg, 4–6 måttlig, 8–9 hög, 12–16 mycket hög."),
    ("Begränsning", "Gränserna är ett förslag. Risker utan bedömning står inte i matrisen utan i registret."),
    ("Nästa uppdatering", "När en risk bedöms på nytt."),
)
MEASURES: Why = (
    ("Vad", "Hur nivåns mått besvarades i omgången, ett mått på varje rad."),
    ("Varför", "För att se vad som är på plats och vad som väntar, innan mötet."),
    ("Hur", "Medianen är den lägre vid jämnt antal. Har färre än fem svarat med ett värde visas svaren var för sig."),
    ("Begränsning", ORDINAL),
    NEXT,
)
COMPUTED: Why = (
    ("Vad", "Hur många huvudmän som har svarat, och hur många som är aktiva."),
    ("Varför", "Styrgruppen vill att alla delar av länet är med."),
    ("Hur", "Aktiv är den som har svarat i omgången eller har ett pågående arbete när omgången stänger."),
    ("Begränsning", "Säger inget om hur mycket arbete som görs."),
    NEXT,
)
SPREAD: Why = (
    ("Vad", "Huvudmannens steg i varje aspekt, på länets spridning från lägst till högst."),
    ("Varför", "För att se var den egna huvudmannen kan lära av andra, och var andra kan lära av den."),
    (
        "Hur",
        "Steget är den lägre medianen av aspektens mått. Spridningen visas när minst fem huvudmän har ett steg.",
    ),
    ("Begränsning", ORDINAL),
    NEXT,
)
COMMUNICATION: Why = (
    ("Vad", "Region och kommuners gemensamma plan: vad som ska spridas, till vem, vilken väg, och om det är gjort."),
    ("Varför", "Exempel och forskning ska nå ut i verksamheterna, också till dem som inte når samverkanswebben."),
    ("Hur", "Skrivs in på sidan Data. Dagen har passerat när något planerat inte är genomfört den dag som visas."),
    ("Begränsning", "Att något är genomfört säger inte att det har lästs eller använts."),
    ("Nästa uppdatering", "Löpande."),
)
REACH: Why = (
    ("Vad", "Vilka huvudmän och verksamheter som det genomförda har nått."),
    ("Varför", "Alla delar av länet och alla yrkesgrupper ska vara med. Den som inte nås behöver en annan väg."),
    ("Hur", "Processledarna anger vilka som nåddes. Är ingen angiven står det så, det räknas inte som ingen."),
    ("Begränsning", "Säger inte hur många medarbetare som nåddes."),
    ("Nästa uppdatering", "När något har genomförts."),
)
FEEDBACK: Why = (
    ("Vad", "Vad någon har svarat på ett exempel, ett mått, en rapport eller en sida, och vad det ledde till."),
    ("Varför", "Kommunikationen ska gå åt båda hållen. Den som svarar ska få veta vad som hände."),
    ("Hur", "Skrivs in i formuläret här. Processledarna svarar på sidan Data."),
    ("Begränsning", "Bara det som är inskrivet syns. Få återkopplingar säger inget om vad andra tycker."),
    ("Nästa uppdatering", "Löpande."),
)
LEARNING: Why = (
    ("Vad", "Huvudmän som har gått vidare från det steg där den här står, aspekt för aspekt i samma omgång."),
    ("Varför", "Den som står inför ett steg har mest nytta av den som nyss har tagit det."),
    (
        "Hur",
        "Steget är den lägre medianen av aspektens mått. De står efter arbetsgrupp och bokstav. Ingen poäng räknas.",
    ),
    ("Begränsning", ORDINAL),
    NEXT,
)
