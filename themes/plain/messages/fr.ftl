# Tous les mots qu’un modèle affiche. `$count` est un nombre et choisit la forme ; `$shown` est le même
# nombre tel que la page l’écrit.

## Le cadre de chaque page
skip-to-content = Aller au texte
menu = Menu principal
footer-menu = Pied de page
breadcrumbs = Vous êtes ici
home = Accueil
feed = Fil d’actualité (Atom)
languages = Langues
not-translated = Cette page n’est pas traduite ; vers la page d’accueil
colophon = Chaque chiffre de ce site renvoie à ses données. Pas de cookies, pas de pistage, rien n’est chargé d’ailleurs.
demonstration = Démonstration
demonstration-notice = Ce site est une démonstration.
draft = Brouillon
draft-notice = Brouillon : cette page n’est pas publiée.
contents = Sommaire
nothing-here = Rien n’a encore été publié ici.
not-found-title = Cette page n’existe pas
not-found-text = L’adresse est peut-être mal saisie, ou la page a pu être déplacée. Les pages suivantes mènent plus loin.

## Textes
by = Par
list-comma = ,
updated = Mis à jour le
corrected = Corrigé
data-as-of = Les chiffres de ce texte sont ceux connus au { $date }.
newer-data = Chiffres plus récents :
outdated-translation = L’original a changé depuis la traduction de cette page.
read-original = Lire l’original
topics = Thèmes
regions = Régions
press-contact = Contact presse
how-to-cite = Comment citer
related = À lire ensuite
neighbours = Avant et après
earlier = Plus ancien
later = Plus récent
corrections = Corrections
correction-was = Le texte disait
correction-now = Il dit désormais

## Listes
latest = À la une
parts = Sur ce site
items = { $count ->
    [one] { $shown } élément
   *[other] { $shown } éléments
}
pages = Pages de cette liste
page-number = Page
newer = Plus récents
older = Plus anciens
archive = Par année
year-title = Actualités de { $year }
topics-title = Thèmes
topic-summary = Tous les textes sur le thème « { $topic } »
topic-figures = « { $name } » en graphiques
topic-feed = Suivre « { $name } » (fil Atom)
region-summary = Tous les textes sur la région « { $region } »
authors-title = Auteurs
author-summary = Tous les textes signés { $author }
regions-title = Régions
figures-title = Graphiques
figures-summary = Tous les graphiques de ce site, avec leurs données.
datasets-title = Données
datasets-summary = Tous les jeux de données de ce site, à lire et à télécharger.
gaps-title = Ce que l’on ignore
gaps-summary = Tous les chiffres que les jeux de données de ce site devraient contenir et ne contiennent pas : cherchés sans être trouvés, non publiés ou retenus.
gaps-count = { $absent } valeurs manquantes sur { $total }
gaps-holder = Pourrait être publié par { $name }
gaps-more = et { $shown } autres
known-title = Ce que l’on sait
known-column = Colonne
known-values = Valeurs
known-plain = Chiffres simples
known-qualified = Bornes, estimations, contradictions
known-absent = Sans chiffre
known-gaps = Sans chiffre dans { $title } :
facts-title = Chiffres
fact-used = { $count ->
    [one] dans { $shown } texte
   *[other] dans { $shown } textes
}
facts-summary = Tous les chiffres sur lesquels s’appuient les textes de ce site, et leur mode de calcul.

## Graphiques et données
source = Source :
show-table = Tableau et données
data-table = Les chiffres en tableau
figure-page = Ce graphique sur sa page
in-words = En toutes lettres
data = Données
dataset = Jeu de données
figures = Graphiques
facts = Chiffres tirés de ces données
from-dataset = Tiré du jeu de données
from-datasets = Calculé à partir de
used-on = Utilisé dans
download = Télécharger
download-csv = CSV
download-json = JSON
dataset-feed = Changements de ces données (fil Atom)
download-png = Image (PNG)
embed = L’afficher sur votre site
embed-how = Copiez ceci dans une page. Le graphique y paraît tel qu’il est ici, même après un changement de ses données.
rows = Lignes
row-count = Lignes
table-truncated = Voici les premières lignes sur { $shown }. Le fichier à télécharger les contient toutes.
fields = Colonnes
revisions = Révisions
vintages = Chiffres antérieurs
vintages-note = Chaque fichier contient les données telles qu’elles étaient depuis ce jour jusqu’au changement suivant. Son adresse ne change pas.
changes-revised = { $count ->
    [one] { $shown } valeur révisée
   *[other] { $shown } valeurs révisées
}
changes-new = { $count ->
    [one] { $shown } valeur nouvelle
   *[other] { $shown } valeurs nouvelles
}
changes-gone = { $count ->
    [one] { $shown } valeur retirée
   *[other] { $shown } valeurs retirées
}
changes-line-new = { $name } : { $now }
changes-line-revised = { $name } : { $now }, auparavant { $was }
changes-line-gone = { $name } : pas de chiffre, auparavant { $was }
changes-more = et { $shown } de plus
about-dataset = À propos des données
unit = Unité
coverage = Couverture
coverage-census = Recensement complet
coverage-registration = Décompte de ce qui a été enregistré
coverage-convenience = Recueil de ce qui a pu être trouvé
last-updated = Dernière mise à jour
next-update = Prochaine mise à jour
licence = Licence
sources = Sources
about-this-number = À propos de ce chiffre
computation = Mode de calcul
computation-note = Le chiffre est calculé à partir des données à chaque construction du site. Si un texte et les données se contredisent, rien n’est publié.
type-string = texte
type-integer = nombre entier
type-number = nombre
type-boolean = oui ou non
type-date = date
type-year = année
type-yearmonth = mois
type-quarter = trimestre
type-datetime = date et heure
type-list = liste
type-country = pays

## Rangs : 1er, 2e, 3e
ordinal = { $category ->
    [one] { $value }er
   *[other] { $value }e
}

## Cellules sans valeur, et ce qui nuance une valeur
value-yes = oui
value-no = non
cell-missing = pas de chiffre
cell-not-found = introuvable
cell-not-applicable = sans objet
cell-suppressed = non montré, pour protéger des personnes
cell-withheld = retenu
flag-approximate = environ { $value }
flag-at-least = plus de { $value }
flag-at-most = au plus { $value }
flag-provisional = { $value } (provisoire)
flag-estimated = { $value } (estimation)
flag-derived = { $value } (calculé)
flag-revised = { $value } (révisé)
flag-conflicting = { $value } (les sources divergent)
flag-break-in-series = { $value } (rupture de série)

## Données protégées. `$marker` tient lieu de chaque décompte retenu dans les tableaux et les graphiques.
protection-title = Ce qui est retenu
protection-withheld = { $count ->
    [one] { $marker } tient lieu d’un décompte retenu : { $shown } sur { $total } est retenu.
   *[other] { $marker } tient lieu d’un décompte retenu : { $shown } sur { $total } sont retenus.
}
protection-withheld-sums = { $count ->
    [one] { $marker } tient lieu d’un décompte ou d’une somme retenus : { $shown } sur { $total } est retenu.
   *[other] { $marker } tient lieu d’un décompte ou d’une somme retenus : { $shown } sur { $total } sont retenus.
}
protection-rule-protect = Les décomptes inférieurs à { $threshold } ne sont pas montrés, zéro compris, ni d’autres à partir desquels on pourrait les calculer.
protection-rule-publish = Les décomptes inférieurs à { $threshold } ne sont pas montrés, sauf zéro, ni d’autres à partir desquels on pourrait les calculer.
protection-rule-sums = Une somme n’est pas montrée là où son décompte ne l’est pas, là où moins de { $threshold } y ont contribué, ou là où la part d’un seul est trop grande ; ni d’autres à partir desquelles on pourrait la calculer.
protection-why-person = Cela protège les personnes comptées.
protection-why-event = Cela protège les personnes à qui c’est arrivé.
protection-refused-small = Le tableau par { $columns } est retenu en entier : chacun de ses décomptes le serait.
protection-refused-unsafe = Le tableau par { $columns } est retenu en entier : on ne pourrait en montrer aucune partie sans exposer des personnes.
protection-none = Aucun décompte de ces tableaux n’est assez petit pour être retenu.
protection-downloads = Dans les fichiers à télécharger, une colonne vide sur une ligne tient lieu de toutes ses valeurs ensemble, et un décompte retenu, ou une somme, est vide avec le statut « c ».
protection-all = Toutes
# Entre les noms de deux colonnes : « Pays par résultat ».
protection-by = { " " }par{ " " }
# Le nom d’un tableau de sommes : « Accordé, par Pays par résultat ».
protection-of = { $measure }, par { $columns }

## Graphiques. `$scope` vaut `all` quand le graphique a une seule série, sans nom.
chart-no-data = Pas de données
chart-known = Connu
chart-unsure = Approximatif
chart-conflict = Les sources divergent
chart-bound = Seulement une borne
chart-not-found = Introuvable
figure-summary-count = { $count ->
    [one] Le graphique montre { $shown } valeur.
   *[other] Le graphique montre { $shown } valeurs.
}
figure-summary-span = Il va de { $first } à { $last }.
figure-summary-one = La seule valeur est { $value } ({ $name }).
figure-summary-equal = Toutes les valeurs sont { $value }.
figure-summary-missing = { $count ->
    [one] Il manque { $shown } valeur.
   *[other] Il manque { $shown } valeurs.
}
figure-summary-bounds = { $count ->
    [one] { $shown } valeur n’est qu’une borne.
   *[other] { $shown } valeurs ne sont que des bornes.
}
figure-summary-extremes = { $scope ->
    [all] La valeur la plus haute est { $highest } ({ $highest-name }), la plus basse { $lowest } ({ $lowest-name }).
   *[series] { $series } : la valeur la plus haute est { $highest } ({ $highest-name }), la plus basse { $lowest } ({ $lowest-name }).
}
figure-summary-extremes-known = { $scope ->
    [all] Parmi les valeurs affichées, la plus haute est { $highest } ({ $highest-name }), la plus basse { $lowest } ({ $lowest-name }).
   *[series] { $series } : parmi les valeurs affichées, la plus haute est { $highest } ({ $highest-name }), la plus basse { $lowest } ({ $lowest-name }).
}
figure-summary-change = { $scope ->
    [all] De { $first } ({ $first-name }) à { $last } ({ $last-name }).
   *[series] { $series } : de { $first } ({ $first-name }) à { $last } ({ $last-name }).
}

## Formulaires et vie privée
form-required = Les questions marquées * demandent une réponse.
form-step = (étape { $number } sur { $total })
form-choose = Choisir
form-privacy = Ce que deviennent vos réponses :
form-trap = Laissez ce champ vide
form-waiting = Envoi en cours…
form-failure = L’envoi a échoué. Rien n’a été reçu. Réessayez plus tard ; vos réponses sont toujours là.
form-timeout = Aucune réponse n’est arrivée à temps : on ignore si l’envoi a été reçu. Réessayez ; vos réponses sont toujours là.
form-next = Suivant
form-back = Retour
form-close = Fermer
copy-link = Copier le lien
copied = Copié
funding-title = Financement
privacy-cookies = Aucun cookie n’est déposé et rien n’est enregistré dans votre navigateur. Personne ne vous compte ni ne vous suit.
privacy-own = Les pages, les polices, les images et le seul petit script viennent de ce site ; rien n’est chargé d’ailleurs.
privacy-referrer = Les sites que vous atteignez par un lien n’apprennent pas d’où vous venez.
privacy-forms = Ce que vous écrivez dans un formulaire va à l’hôte nommé ici, et seulement quand vous l’envoyez :
privacy-form = envoyé à { $host }. Il demande :
privacy-no-forms = Ce site n’a aucun formulaire.
explore-figure = Chiffres de ce graphique : déplacez-vous avec les flèches
copy-number = Copier ce chiffre
calendar-title = Calendrier des parutions
calendar-summary = Ce qui sera publié, et quand. Là où seul un mois est indiqué, le jour n’est pas encore fixé.
calendar-time = { $date }, { $time } (heure de { $zone })
calendar-item = Texte
calendar-dataset = Nouveaux chiffres
calendar-late = en retard
number-thousand = { $value } k
number-million = { $value } M
number-billion = { $value } Md
chart-other = Autres
chart-median = Médiane
chart-mean = Moyenne
chart-lowest = Minimum
chart-highest = Maximum
finder = Affiner la liste
finder-status = { $shown } sur { $total }
finder-remove = Retirer : { $value }
finder-clear = Tout afficher
finder-more = Afficher plus
finder-search = Mots dans la liste
finder-sort = Ordre
sort-usual = Ordre de la liste
sort-newest = Du plus récent au plus ancien
sort-oldest = Du plus ancien au plus récent
facet-all = Toutes les valeurs : { $title } ({ $shown })
facet-title = { $section } : { $value }
facet-letter = Première lettre
facet-year = Année
field-title = Titre
field-date = Date
field-updated = Mise à jour
field-topics = Thèmes
field-regions = Régions
field-authors = Auteurs
narrowed-all = Toute la liste ({ $shown } entrées)
collection-data = La liste sous forme de données ({ $shown } entrées) :
record = En bref
backlinks = Cité dans
deadline-due = À vérifier de nouveau d’ici au
deadline-was-due = Aurait dû être vérifié de nouveau avant le
deadline-over = Cette page n’est peut-être plus à jour.
offline-title = À emporter
offline-download = Cette page en un seul fichier
offline-why = S’ouvre sans connexion ; peut être transmis ou imprimé.
offline-note = Enregistré depuis
map-blank = Rien dans la liste
map-note = Plus un pays est foncé, plus il compte d’entrées dans la liste. Les frontières sont celles de Natural Earth ; elles n’expriment l’avis de personne sur le statut d’un territoire.
map-list = Par pays
map-others = Pays pour lesquels il n’y a que des chiffres
country-summary = Ce que ce site sait sur ce pays ({ $country }) : affaires, experts, guides, actualités et chiffres.
country-data = Dans les données
country-nothing = Il n’y a encore ici que des chiffres.
country-all = Tout sur ce pays : { $country }
term-open = Que veut dire « { $term } » ?
term-more = En savoir plus
expert-label = Entrée de l’annuaire

## Recherche
search-title = Rechercher
search-summary = Des mots des titres et des textes de ce site. La recherche se fait dans votre navigateur ; ce que vous cherchez n’est envoyé nulle part.
search-words = Mots
search-go = Chercher
search-none = Rien ne contient tous ces mots.
search-plain = La recherche a besoin d’un script, et votre navigateur n’en exécute pas ici. Ces listes mènent à toutes les pages :
search-failed = L’index n’a pas pu être chargé. Veuillez réessayer.
