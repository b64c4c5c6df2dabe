# Ce que dit le programme, en français. Ce qui manque ici est dit en anglais ; docs/translating.md dit ce qui doit y être.

## La langue elle-même

language-name = Français
colon = { "\u202F" }:

## Libellés des éditions d’un rapport

report-promised = Promis
report-claimed = Déclaré
report-found = Constaté
report-since = Depuis
report-not-stated = non indiqué
report-skip = Aller au rapport
report-contents = Ce que contient ce rapport
report-stamps-name = Vaut pour toutes les pages
report-kicker = Rapport de preuves
report-number-and-version = { $number } · version { $version }
report-issued-by = { $organisation }, { $date }
report-work-name = { $work }
report-outside-link = mène hors de ce document
report-annexes = À la fin
report-top = Retour en haut
report-at-a-glance = Chaque promesse en quatre mots
report-what-was-promised = Ce qui était promis
report-drawing = Le constaté face au promis
report-full-row = { $number } en entier
report-legend = Comment lire le dessin
report-legend-promised = promis
report-legend-claimed = déclaré
report-legend-found = constaté
report-legend-interval = marge où se trouve la vraie valeur
report-more-rows = { $count } de plus dans la comparaison
report-how-sure = Est-ce bien sûr ?
report-money-question = Qu’est-ce que cela fait en argent ?
report-answer-question = Qu’a répondu le prestataire ?
report-ask-question = Que demande-t-on ?
report-does-not-say = Ce rapport ne dit pas
report-criterion = Jugé d’après
report-clause = clause { $clause }
report-page = page { $page }
report-agreement-says = La convention dit
report-rank = D’où vient la règle
report-target = Règle appliquée
report-kind = Type de promesse
report-reading = Lu ainsi : { $reading }
report-verdict = Résultat
report-rule = règle { $rule }
report-grade = Niveau de preuve
report-no-grade = sans niveau de preuve
report-counted-by = qui a compté : { $who }
report-how-counted = comment on a compté : { $how }
report-gap = Écart
report-over-claim = Déclaré au-delà du constaté
report-interval = Marge
report-interval-by = niveau { $level }, { $method }
report-money = Argent
report-no-money-line = Aucun montant ne se rattache à cette promesse.
report-not-computed = Ce qui n’est pas calculé, et pourquoi
report-codes = Codes de ce qui n’est pas calculé
report-would-lift = Ce qui changerait cela : { $input }
report-working = Calcul
report-working-of = Calcul de : { $what }
report-evidence = Preuves
report-notes = À lire avec cela
report-sources-short = Source
report-findings-short = Constats
report-alt-promised = Promis : { $value }.
report-alt-limit = Promis : pas plus de { $value }.
report-alt-reduction = Promis : une baisse, { $value } ; se lit depuis la droite.
report-alt-claimed = Déclaré : { $value }.
report-alt-found = Constaté : { $value }.
report-alt-no-target = Aucune quantité n’était promise.
report-alt-no-claim = Rien de déclaré.
report-alt-no-found = Rien de constaté : personne d’indépendant n’a compté.
report-alt-interval = Marge de la valeur constatée : { $interval }.
report-alt-plot-row = { $label } : { $text }.
report-alt-plot-target = Objectif : { $target }.
report-formula = Formule
report-formula-version = { $formula }, version { $version }
report-inputs = Données utilisées
report-input = Donnée
report-value = Valeur
report-exact-value = Avant arrondi
report-who-counted = Qui l’a compté
report-steps = Étapes
report-step = Étape
report-rounding = Arrondi
report-no-rounding = exact
report-result = Résultat
report-exclusions = Laissé de côté
report-observations = Observations à l’appui
report-background = Le service et la convention
report-agreement = Convention
report-legal-type = Type de convention
report-funder = Financeur
report-provider = Prestataire
report-agreement-value = Valeur
report-period = Période
report-payment-basis = Mode de paiement
report-covers = Ce que cela couvre
report-obtained = Comment on l’a obtenue
report-fingerprint = Empreinte (SHA-256)
report-versions = Versions
report-version = Version
report-effective = En vigueur depuis
report-changed = Ce qui a changé
report-applied = appliquée à la période examinée
report-tier = Volume
report-price = Prix
report-rate-gaps = Volumes sans prix
report-payments = Paiements
report-amount = Montant
report-what-for = Pour quoi
report-payer = Payé par
report-payee = Payé à
report-made-by = Qui a fait ce rapport
report-method = Comment le travail a été fait
report-purposes = Pourquoi il a été fait
report-objectives = Questions posées
report-scope = Ce qui a été examiné
report-not-covered = Ce qui n’a pas été examiné
report-samples = Ce qu’on a regardé, et comment on l’a choisi
report-sample-of = Ce qu’on a regardé
report-how-many = Combien sur combien
report-frame = Liste de tous les lieux
report-design = Comment ils ont été choisis
report-chosen = Pourquoi ceux-là
report-dates = Dates
report-announced = Annoncées
report-seed = Graine du tirage
report-list-fingerprint = Empreinte de la liste scellée (SHA-256)
report-field-work = Travail de terrain
report-instruments = Formulaires et outils
report-observers = Qui a observé
report-two-observers = Accord entre deux observateurs
report-access = Ce qu’on n’a pas pu regarder
report-limits = Limites de la méthode
report-comparison = La comparaison, promesse par promesse
report-about-all-rows = Non calculé d’une promesse à l’autre
report-plots = Marges côte à côte
report-other-figures = Autres chiffres constatés
report-no-verdict = Pourquoi il n’y a pas de résultat
report-what = Ce qui a été compté
report-column = Se trouve sous
report-figure = Chiffre
report-category = Catégorie
report-count = Nombre
report-share-of = Part de { $base }
report-partition = Chaque unité est dans une seule catégorie.
report-overlapping = Une unité peut être dans plusieurs de ces catégories.
report-sum = Somme
report-residual = Total moins somme
report-combined = Pris ensemble
report-published-as = publié comme { $value }
report-checks = Nombres recalculés
report-computed-from = Calculé à partir de
report-base = Part de quoi
report-computed = Calculé ici
report-published = Publié
report-outcome = Comparaison des deux
report-agrees = concorde
report-differs = diffère
report-not-published = rien de publié
report-refused = non calculé
report-disagreements = Où la valeur publiée diffère
report-disagreement-line = { $what } : calculé ici { $computed }, publié { $published }.
report-findings = Constats
report-finding = Constat { $number }
report-kept = tenue
report-about-promises = Sur les promesses
report-criteria = Ce qui devrait être
report-condition = Ce qui a été constaté
report-cause = Pourquoi
report-effect = Ce que cela veut dire pour les gens
report-perspective = Combien de fois, sur combien
report-holds-for = Vaut pour
report-change-our-mind = Ce qui nous ferait changer d’avis
report-addressees = Adressé à
report-replies = Réponses
report-voices = Voix
report-translation = Traduction
report-consent = A accepté
report-photographs = Photographies
report-photograph = Photographie { $number }
report-more-photographs = Autres photographies
report-photograph-above = Photographie { $number }, imprimée plus haut
report-photograph-missing = La photographie n’est pas dans cette copie. Elle montre : { $alt }
report-money-section = Argent, par motif et par état
report-basis = Motif
report-no-basis = motif non indiqué
report-known-or-likely = Connu ou probable
report-lower-limit = limite basse { $amount }
report-states = État et date
report-totals = Totaux
report-because-added = Pourquoi on peut les additionner
report-entered = repris tel que publié, non calculé
report-conclusions = Conclusions
report-recommendations = Ce qui est demandé
report-to = À qui
report-action = Ce qui est demandé
report-due = Pour quand
report-state = État
report-reply = Réponse
report-from-findings = Découle de
report-responses = Ce que les parties ont répondu
report-role = Rôle
report-was-sent = Ce qui avait été envoyé, et quand
report-received = Réponse reçue
report-in-full = La réponse en entier
report-in-summary = La réponse en résumé ; le texte entier n’est pas publié
report-about = Au sujet de
report-whole-report = tout le rapport
report-they-say = Ce qu’ils disent
report-our-evaluation = Avis de l’équipe d’audit
report-change-made = Ce qui a changé pour cela
report-chronology = Ce qui s’est passé, et quand
report-date = Date
report-event = Ce qui s’est passé
report-earlier-findings = Ce que sont devenus les constats précédents
report-omissions = Ce qui n’est pas montré, et pourquoi
report-why = Pourquoi
report-completeness = Observations reçues, utilisées et laissées de côté
report-stronger = Ce qui rendrait cela plus solide
report-workings = Comment les nombres ont été calculés
report-evidence-index = Preuves
report-evidence-number = Numéro
report-by = De
report-origin = Comment elle nous est parvenue
report-supports = Appuie
report-of-the-copy = copie publique
report-sources = Sources
report-corrections = Corrections
report-glossary = Mots expliqués
report-citing = Comment citer et vérifier ce document
report-how-to-cite = Comment citer
report-check-this-document = Vérifier ce document
report-column-reference = Référence
report-yes = oui
report-no = non
report-table-summary = Résumé
report-table-summary-text = Ce que le rapport dit en bref, et ce qu’il ne dit pas.
report-table-comparison = Comparaison
report-table-comparison-text = Une ligne pour chaque promesse, lecture et partie. Dans chaque colonne se trouve le chiffre qui compte d’abord ; tous sont dans le tableau des chiffres.
report-table-figures = Chiffres
report-table-figures-text = Chaque chiffre de la comparaison, avec qui l’a compté et comment. La ligne est celle de la comparaison.
report-table-refusals = Non calculé
report-table-refusals-text = Ce qui n’a pas été calculé et pourquoi, en un seul endroit. Ne pas calculer est aussi un résultat.
report-table-other-figures = Autres chiffres
report-table-other-figures-text = Des chiffres qui ne mesurent aucune promesse et n’ont pas de résultat.
report-table-intervals = Marges
report-table-intervals-text = Des chiffres côte à côte, avec la marge où se trouve la vraie valeur.
report-table-category-sets = Groupes de catégories
report-table-category-sets-text = Groupes de catégories avec leurs bases, leurs sommes et ce qui reste entre total et somme.
report-table-categories = Catégories
report-table-categories-text = Une ligne pour chaque catégorie et chaque base dont elle est une part. Les catégories qui se recoupent ne s’additionnent pas.
report-table-checks = Vérifications
report-table-checks-text = Des nombres recalculés, à côté de la valeur publiée. Si les deux diffèrent, c’est dit ; rien n’est ajusté.
report-table-money = Argent
report-table-money-text = Chaque montant une fois. Les montants de motif ou d’état différent ne s’additionnent pas.
report-table-money-states = États des montants
report-table-money-states-text = Chaque état d’un montant, avec sa propre date et son propre montant.
report-table-money-totals = Totaux
report-table-money-totals-text = Les totaux permis, et pourquoi on peut les additionner.
report-table-agreements = Conventions
report-table-agreements-text = Les conventions d’où viennent les promesses.
report-table-versions = Versions
report-table-versions-text = Chaque version d’une convention, depuis quand elle vaut et ce qu’elle a changé.
report-table-rates = Prix
report-table-rates-text = Les prix par volume, et les volumes qui n’en ont pas.
report-table-payments = Paiements
report-table-payments-text = Les montants payés, et ce que chacun couvre.
report-table-method = Méthode
report-table-method-text = Comment le travail a été fait, point par point, avec ses limites.
report-table-samples = Échantillons
report-table-samples-text = Ce qu’on a regardé, combien sur combien, et comment on l’a choisi.
report-table-findings = Constats
report-table-findings-text = Ce qui devrait être, ce qui a été constaté, combien de fois, pourquoi, et ce que cela veut dire. Les constats qu’une promesse est tenue en font partie.
report-table-recommendations = Recommandations
report-table-recommendations-text = Ce qui est demandé, à qui et pour quand.
report-table-responses = Réponses
report-table-responses-text = Qui a répondu quoi et quand, et ce qui a changé pour cela.
report-table-response-texts = Réponses en entier
report-table-response-texts-text = Ce qui a été envoyé, chaque paragraphe de chaque réponse, ses points avec l’avis sur chacun, et l’avis sur l’ensemble.
report-table-chronology = Chronologie
report-table-chronology-text = Ce qui s’est passé et quand, dans l’ordre.
report-table-earlier = Constats précédents
report-table-earlier-text = Ce que sont devenus les constats de rapports précédents.
report-table-evidence = Preuves
report-table-evidence-text = Chaque preuve avec son empreinte, et ce qu’elle appuie. Les images elles-mêmes ne sont pas dans ce fichier.
report-table-workings = Calculs
report-table-workings-text = Comment chaque nombre a été calculé : formule et résultat. Les données et les étapes ont leurs propres tableaux.
report-table-inputs = Données
report-table-inputs-text = Ce qui est entré dans chaque calcul, et qui l’a compté.
report-table-steps = Étapes
report-table-steps-text = Les étapes de chaque calcul dans l’ordre, avant et après arrondi.
report-table-sources = Sources
report-table-sources-text = Les documents et publications sur lesquels repose le rapport.
report-table-around = Écarté et corrigé
report-table-around-text = Ce qui n’est pas montré et pourquoi, quelles observations ont servi ou non, et ce qui a été corrigé depuis la première version.
report-table-glossary = Mots
report-table-glossary-text = Mots expliqués.
report-table-columns = Colonnes
report-table-columns-text = Chaque colonne de chaque tableau : son nom dans les fichiers de données, ce qu’elle contient, son unité.
report-column-of = { $group } : { $what }
report-column-row = Ligne
report-column-part = Partie
report-column-text = Texte
report-column-words = en mots
report-column-number = en nombre
report-column-number-text = Le chiffre en nombre, dans l’unité indiquée à côté. Vide si le chiffre est un texte, une part seule, ou n’est pas calculé. Une fraction est poussée jusqu’à 15 chiffres.
report-column-unit = unité
report-column-numerator = numérateur
report-column-denominator = dénominateur
report-column-numerator-text = Lu dans les mots à côté, et seulement s’ils concordent avec la valeur exacte ou avec le pourcentage imprimé.
report-column-share = part
report-column-share-text = Numérateur sur dénominateur, ou le pourcentage imprimé ; 1 est le tout.
report-column-qualifier = nuance
report-column-of-words = combien sur combien
report-column-counted-by = qui l’a compté
report-column-how = Comment
report-column-order = Ordre
report-column-low = borne basse
report-column-high = borne haute
report-column-range-text = Si la marge est en pour cent, 1 est le tout.
report-column-level = niveau
report-column-by = méthode
report-column-direction = sens
report-column-gap = Écart
report-column-gap-text = Constaté moins promis, dans le sens de la promesse : négatif veut dire qu’il manque.
report-column-code = code
report-column-promise = Promesse
report-column-reading = Lecture
report-column-slice = Lieu, période, partie
report-column-clause = Clause
report-column-rule = règle
report-column-reason = raison
report-column-sentence = en une phrase
report-column-because = parce que
report-column-kind = Type
report-column-title = Titre
report-column-day = au jour près
report-column-day-text = La date, si le jour est connu ; sinon vide.
report-column-place = Lieu
report-column-standing = Statut
report-column-where = Où
report-column-lift = Ce qui changerait cela
report-column-base = Base
report-column-target = Objectif
report-column-money-instead = Argent : au lieu d’un montant
report-column-currency = Monnaie
report-column-lower-limit = Limite basse
report-column-party = Partie
report-column-remark = Remarque
report-column-file = Image : fichier
report-column-width = Image : largeur
report-column-height = Image : hauteur
report-column-alt = Image : ce qu’on y voit
report-column-caption = Image : légende
report-column-copy = Empreinte de la copie publique (SHA-256)
report-column-address = Adresse
report-column-strength = Force
report-column-word = Mot
report-column-meaning = Sens
report-column-table = Tableau
report-column-head = En-tête
report-column-name = Nom dans les fichiers de données
report-column-type = Type
report-column-stamps = À dire avec chaque ligne
report-sheet-long-numbers = Les nombres de plus de 15 chiffres sont ici en texte, pour n’en perdre aucun chiffre.
report-sheet-cut = … (coupé ici : une cellule n’en contient pas plus ; le texte entier est dans les éditions CSV et HTML)
report-package-text = Les tableaux du rapport de preuves « { $title } », { $number }.
report-package-guard = Un texte qui commence par =, +, -, @, une tabulation ou un saut de ligne est précédé d’une apostrophe qui n’en fait pas partie, pour qu’aucun programme ne le prenne pour une formule. Les nombres sont tels quels.

## Les sept résultats

verdict-delivered = Tenue
verdict-partly_delivered = Tenue en partie
verdict-not_delivered = Non tenue
verdict-wrong_way = Allée en sens contraire
verdict-not_due = Pas encore à terme
verdict-cannot_judge = Ne peut être jugée
verdict-standard_disputed = Règle contestée

reason-no_target = pas d’objectif
reason-nobody_looked = personne n’a regardé
reason-could_not_be_inspected = n’a pas pu être inspecté
reason-refused = l’accès a été refusé
reason-promise_unclear = la promesse n’est pas claire
reason-too_few = trop peu ont été vus pour décider

verdict-by-own-count-funder = selon le propre décompte du financeur
verdict-by-own-count-provider = selon le propre décompte du prestataire
verdict-met-by-own-count-funder = tenue selon le propre décompte du financeur, non vérifié
verdict-met-by-own-count-provider = tenue selon le propre décompte du prestataire, non vérifié
verdict-for-those-seen = pour les { $n } vus
verdict-for-what-was-seen = pour ce qui a été vu

sentence-delivered = On a constaté ce qui était promis, ou plus.
sentence-partly_delivered = On a constaté quelque chose, et moins que promis.
sentence-not_delivered = On n’a rien constaté de ce qui était promis.
sentence-wrong_way = Le chiffre s’est éloigné de ce qui était promis.
sentence-not_due = Le délai pour tenir la promesse n’est pas fini.
sentence-no_target = Il n’y a pas de nombre à comparer ; on ne juge donc pas jusqu’où la promesse a été tenue.
sentence-nobody_looked = Personne d’indépendant n’a regardé ; on ne juge donc pas jusqu’où la promesse a été tenue.
sentence-could_not_be_inspected = Ce qu’il fallait voir n’a pas pu être inspecté.
sentence-refused = L’accès a été refusé ; on ne juge donc pas jusqu’où la promesse a été tenue.
sentence-promise_unclear = La promesse peut se lire de plus d’une façon ; on ne juge donc pas jusqu’où elle a été tenue.
sentence-too_few = Trop peu ont été vus pour dire si l’objectif a été atteint.
sentence-standard_disputed = Les règles ne concordent pas, ou les parties discutent laquelle vaut. Chaque résultat est montré.
sentence-by-own-count = Personne d’indépendant n’a compté ; le propre chiffre de la partie est en dessous de sa promesse.

## Niveaux de preuve

grade-none = sans preuve
grade-claimed_only = seulement déclaré
grade-users_said = dit par des usagers
grade-users_said-n-of-n = dit par des usagers, { $said } sur { $of }
grade-observed_once = observé une fois
grade-corroborated = corroboré
grade-documented = documenté
grade-conflicting = preuves contradictoires

because-claimed_only = Personne d’indépendant ne l’a compté ni vérifié.
because-users_said = Cela repose sur ce que des usagers du service ont dit.
because-observed_once = Un seul regard, ou une source qui n’en dit pas plus.
because-corroborated = Deux observateurs, visites ou sortes de preuve, ou plus.
because-documented = L’observation ou l’essai propre de l’équipe d’audit, et un document.
because-conflicting = Des preuves acceptées se contredisent.

## Qui a compté

counted-auditor = l’équipe d’audit
counted-third_party = un tiers
counted-users = des usagers du service
counted-funder = le financeur
counted-provider = le prestataire
counted-official = une source officielle
counted-press = la presse
counted-not_published = on n’a pas publié qui a compté
how-not-published = on n’a pas publié comment on a compté
how-visits = vu lors de visites
how-recheck_visits = vu lors d’un second passage
tested-recounted = recompté par l’équipe d’audit
tested-traced_to_source = vérifié à la source par l’équipe d’audit

## Types de promesse

kind-quantity = quantité
kind-frequency = combien de fois
kind-ratio = combien partagent
kind-condition = état
kind-presence = présence
kind-time_use = emploi du temps
kind-outcome = effet
kind-deadline = délai
kind-price = prix
kind-eligibility = ce qui peut être payé
kind-non_discrimination = égalité de traitement
kind-access = accès

rank-law = loi ou règlement
rank-agreement = la convention
rank-providers_plan = le propre plan du prestataire
rank-published_norm = une norme publiée
rank-auditors_benchmark = le repère de l’équipe d’audit
rank-stated_by_funder = dit par le financeur

recurrence-day = par jour
recurrence-week = par semaine
recurrence-month = par mois
recurrence-quarter = par trimestre
recurrence-year = par an

target-every = tous
target-at_least = au moins { $value }
target-more_than = plus de { $value }
target-at_most = au plus { $value }
target-fewer_than = moins de { $value }
target-exactly = { $value }
target-between = de { $low } à { $high }
target-times = { $count ->
    [1] une fois { $per }
    [2] deux fois { $per }
   *[other] { $count } fois { $per }
}
target-move_to = de { $baseline } à { $to } ({ $change })
target-move_by = depuis { $baseline }, de { $by }, jusqu’à { $to } ou mieux ({ $change })
target-by = au plus tard le { $date }
target-agreed_rate = le prix convenu
target-supportable_rate = pas plus que ce que justifie le coût admissible
target-recoverable_sum = la somme jugée récupérable
target-not_quantified = sans quantité fixée
target-not_published = non publié
target-ended = n’est plus en vigueur
target-of = { $target } sur { $of }
target-flag-inconsistent = règle incohérente : le texte et le nombre ne concordent pas
target-flag-unclear = texte peu clair
stage-before = avant { $because }
stage-after = après { $because }

## Conventions

agreement-type-contract = contrat
agreement-type-grant = subvention
agreement-type-intergovernmental = convention entre organismes publics
agreement-type-law = loi ou régime légal
agreement-type-licence = licence
agreement-type-standard = norme publiée
agreement-type-not_produced = aucune convention produite
agreement-no-versions = Aucune version n’est publiée.
agreement-tier-from-to = de { $from } à { $to }
agreement-tier-below = moins de { $below }
agreement-tier-above = plus de { $above }
agreement-tier-from = { $from } et plus
agreement-tier-to = jusqu’à { $to }
agreement-rate-flat = Prix d’une unité ({ $unit })
agreement-rate-tiered = Prix d’une unité ({ $unit }), selon { $volume }
payment-basis-fixed_price = prix fixe
payment-basis-cost_reimbursement = remboursement du coût admissible
payment-basis-per_unit = prix par unité
payment-basis-milestone = par étapes
payment-basis-not_published = non publié
payment-coverage-same_as_audit = couvre ce qui a été audité
payment-coverage-more_than_audit = couvre plus que ce qui a été audité
payment-coverage-not_published = on n’a pas publié ce que cela couvre

## Échantillons

design-census = toutes les unités
design-simple_random = tirés avec une chance égale
design-systematic = un sur k depuis un départ au hasard
design-stratified = tirés dans des strates
design-cluster = tirés par groupes
design-lqas = contrôle de qualité par lots
design-judgmental = choisis, non tirés
design-convenience = à portée de main, non tirés
design-not_published = on n’a pas publié comment ils ont été choisis
design-note-census = Comptage complet : pas d’erreur d’échantillon ; l’erreur de mesure reste.
design-note-probability = Tirés au hasard ; une marge est donc donnée pour toute la liste.
design-note-lqas = Un lot atteint son objectif ou non ; ce n’est jamais un taux.
design-note-chosen = Les résultats valent pour ceux qui ont été vus et pour nul autre.
sample-n-of-total = { $n } sur { $total } { $unit }
sample-n = { $n } { $unit }
sample-n-not-published = on n’a pas publié combien d’unités ({ $unit }) ont été vues
sample-total-by = les { $total }, comptés par : { $who }
announced-announced = annoncée
announced-unannounced = non annoncée
announced-both = les unes annoncées, les autres non
announced-not_published = on n’a pas publié si elle était annoncée

## Nuances, comme elles se placent devant un chiffre

qualifier-exact = exactement
qualifier-about = environ
qualifier-almost = presque
qualifier-nearly = près de
qualifier-over = plus de
qualifier-more_than = plus de
qualifier-fewer_than = moins de
qualifier-at_least = au moins
qualifier-at_most = au plus
qualifier-up_to = jusqu’à
qualifier-estimated = estimé à
qualified = { $qualifier } { $figure }

## Argent

money-basis-ineligible = non admissible
money-basis-unsupported = sans justificatif
money-basis-unreasonable = non raisonnable
money-basis-undelivered = non fourni
money-basis-could_be_saved = pourrait être économisé
money-basis-not_published = motif non publié
money-certainty-known = connu
money-certainty-likely = probable (estimé)
money-state-flagged = signalé
money-state-answered = répondu
money-state-sustained = confirmé
money-state-not_sustained = non confirmé
money-state-offered = offert
money-state-rejected = rejeté
money-state-agreed = convenu
money-state-recovered = récupéré
money-state-withdrawn = retiré
money-state-as_published = base telle que publiée
money-at-risk = { $amount } en jeu : il manque { $short } au prix convenu
money-at-risk-range = de { $low } à { $high } en jeu : il manque { $short } au prix convenu
money-at-risk-title = Valeur de ce qui manque : { $promise }
money-on-claimed-units = Un prix constaté sur des unités déclarées par le prestataire.
money-not-computed = Aucun montant n’est calculé.
money-paid-beside = { $paid } ({ $covers }) ; { $short }. { $why } L’argent en jeu n’est pas calculé.
money-total-group = montants notés comme séparés, sans argent en commun
money-total-all = tous les montants ensemble
money-up-to = jusqu’à { $amount }
money-because-disjoint = Ils sont notés comme séparés, sans argent en commun, avec le même motif et le même état.
money-text = Chaque montant garde son motif, son état et ses dates. Les montants de motif ou d’état différent ne s’additionnent pas.
money-none = Aucun montant d’argent ne se rattache à cet audit, et il n’en manque aucun.

## Réponses

reply-agrees = d’accord
reply-partly_agrees = d’accord en partie
reply-disagrees = pas d’accord
reply-declined = a préféré ne pas répondre
reply-no_reply_by_the_date = pas de réponse dans le délai
reply-not_published = aucune réponse publiée
reply-derived = déduit de ce qui a été dit, non déclaré tel quel
reply-sent-nothing = On ne sait rien d’un envoi à cette partie avant la publication.
role-funder = financeur
role-provider = prestataire
role-auditor = auditeur
role-regulator = autorité de contrôle
role-users = usagers
role-other = autre
role-two = { $one } et { $two }

cause-known = connue
cause-alleged = selon ce qui est affirmé
cause-not_determined = non établie

evidence-physical = vu ou photographié
evidence-documentary = document
evidence-testimonial = ce que quelqu’un a dit
evidence-analytical = calculé
evidence-drawn = dessiné pour l’exercice

purpose-service_exists = savoir si un service existe
purpose-campaign_evidence = donner des preuves à une campagne
purpose-delivered_as_intended = savoir si un service financé est fourni comme prévu
purpose-protect_beneficiaries = protéger les personnes à qui il est destiné
purpose-protect_payers = protéger les personnes qui le paient
purpose-improve_problem_solving = mieux résoudre les problèmes
purpose-social_change = changement social

## Ce que dit une comparaison. Les chiffres arrivent prêts à imprimer.

fact-of-promised = { $found } sur { $promised } { $unit } ({ $percent })
fact-short = il manque { $short } : { $percent } de { $promised }
fact-surplus = { $surplus } de plus que les { $promised } promis
fact-beyond-limit = { $beyond } au-delà de la limite de { $limit } { $unit }
fact-within-limit = dans la limite de { $limit } { $unit }
fact-in-order = { $count } sur { $of } en ordre ({ $percent })
fact-not-in-order = { $count } sur { $of } pas en ordre ({ $percent })
fact-left-out = { $not_inspectable } n’ont pas pu être inspectés et pour { $refused } l’accès a été refusé ; sur le total de { $all }, c’est { $percent }
fact-at-least-once = { $count } sur { $of } au moins une fois ({ $percent })
fact-not-at-all = { $count } sur { $of } pas une seule fois ({ $percent })
fact-missed-bounds = bornes seulement : { $due } dues ({ $units } x { $times }), au moins { $least } et au plus { $most } manquées
fact-rate-against-target = { $rate } de { $of }, pour un objectif de { $target }
fact-attainment = { $attainment } de l’objectif
fact-points-short = il manque { $points } points de pourcentage
fact-whole-units-short = il manque { $short } pour { $needed } ({ $target } de { $of } font { $exact })
fact-range-short = il manque de { $least } à { $most } pour { $low } à { $high } { $unit }
fact-part-of-whole = { $part } sur { $whole } { $unit } ({ $percent })
fact-activity = { $activity } : { $hours } sur { $whole } { $unit } ({ $percent }, environ { $whole_percent })
fact-unrecorded = { $rest } { $unit } du total ne sont pas notés
fact-interval = { $percent } ({ $low } à { $high })
fact-would-decide = il faudrait en voir environ { $n } pour décider
fact-only-all-would-decide = il faudrait les voir tous pour décider
fact-lot-reaches = { $count } sur { $of } en ordre, plus de { $decision } : atteint l’objectif
fact-lot-does-not-reach = { $count } sur { $of } en ordre, pas plus de { $decision } : n’atteint pas l’objectif
fact-absent = sur { $due } attendus, { $absent } absents : { $authorised } autorisés, { $unexplained } sans explication
fact-users-per-unit = { $low } par unité qui marche ({ $working } marchent), pour { $limit }
fact-users-per-unit-between = de { $low } à { $high } par unité qui marche ({ $working } marchent), pour { $limit }
fact-no-working-unit = aucune unité ne marche
fact-wrong-way = allé en sens contraire : { $change } pour un objectif de { $target }
fact-change = { $change } pour un objectif de { $target } ({ $attainment } de celui-ci)
fact-required-change = demandé : de { $baseline } à { $to }, un changement de { $difference } ({ $change }) ; un nombre entier doit arriver à { $whole } ou mieux
fact-done-in-time = fait le { $done }, à faire avant le { $due }
fact-done-late = fait le { $done }, { $days } jours après le { $due }
fact-price-as-agreed = { $billed } facturés, { $agreed } convenus dans la version { $version }
fact-price-above-agreed = { $billed } facturés, { $beyond } de plus que les { $agreed } convenus dans la version { $version }
fact-recovered = { $recovered } sur { $of } sont revenus ({ $percent })
fact-of-amount-looked-at = { $amount } sur { $of } examinés ({ $percent })
fact-share-plain = { $count } sur { $of } ({ $percent })
fact-input-rounding-explains = l’écart tient dans l’arrondi des données publiées
fact-input-rounding-does-not-explain = l’arrondi des données publiées n’explique pas l’écart
fact-truncation-fits = couper au lieu d’arrondir donnerait le chiffre publié
fact-fits-if-at-most = cela concorde si « { $input } » est au plus { $limit }
fact-fits-if-at-least = cela concorde si « { $input } » est au moins { $limit }
gap-short = il manque { $amount } { $unit }
gap-surplus = { $amount } { $unit } de plus
gap-met = comme promis
over-claim-text = { $amount } { $unit } déclarés au-delà de ce qui a été constaté
under-claim-text = { $amount } { $unit } déclarés de moins que ce qui a été constaté

## Cases d’une ligne

cell-nobody-looked = personne n’a regardé
cell-no-claim = aucune déclaration publiée
cell-nothing-since = rien de publié
cell-no-drawing = —
cell-answered-whole = répondu dans l’ensemble, voir les réponses
cell-standing-set_aside = gardé à côté, non utilisé : { $why }
cell-standing-context = montré à côté, non jugé
cell-on-the-days-billed = sur les unités déclarées par le prestataire
cell-also-given = la même partie a aussi donné : { $what }
slice-join = { $one } · { $two }

## Vérifications

check-group-derivation = Calculé à partir d’autres chiffres
check-group-reconciliation = Sommes et leurs parties
check-group-published = Parts telles que publiées
check-group-recovery = Argent revenu
check-sum = somme des parties
check-total = total indiqué
check-residual = total moins somme
check-residual-zero = reste 0
check-recomputed = recalculé
check-amount-looked-at = du montant examiné
check-unrounded = avant arrondi { $value }
check-agrees = concorde à la précision publiée
check-within-one = diffère de un au dernier chiffre ; noté, non ajusté
check-disagrees = diffère ; noté, non ajusté
check-of = { $part } sur { $whole }
check-two-ways = { $exact } (à une décimale { $short })
check-parts = { $parts } pour { $total }
check-coverage = Quelle part de la liste a été vue : { $unit }
check-not-seen = { $n } non vus

## Ce qui n’est pas calculé : la raison en une phrase, et ce qui la lèverait

refusal-NO_FOUND_FIGURE = Personne d’indépendant ne l’a compté ; le résultat repose sur ce qui est déclaré, et le dit.
    .lift = un comptage ou un essai de ce chiffre par l’équipe d’audit ou par un tiers
refusal-WHO_COUNTED_UNKNOWN = On n’a pas publié qui a compté ce chiffre ; il reste donc sous Déclaré.
    .lift = qui l’a compté, et comment
refusal-CLAIMS_DIFFER = La partie a donné des chiffres qui ne concordent pas ; tous sont gardés et aucun n’est choisi.
    .lift = un seul chiffre mis au clair, avec ses registres
refusal-USERS_N_UNKNOWN = Des usagers l’ont dit, mais on n’a pas publié combien sur combien d’interrogés.
    .lift = combien l’ont dit, sur combien d’interrogés
refusal-NO_TARGET = La promesse ne fixe pas de quantité ; on ne juge donc pas jusqu’où elle a été tenue.
    .lift = un nombre, une limite ou une date dans la convention ou dans une autre règle
refusal-NOT_OBSERVED = Cette obligation n’a pas été vérifiée ; elle n’est donc pas jugée.
    .lift = une observation indépendante
refusal-BASE_UNKNOWN = La base de cette part, ou son état, n’est pas publiée ; aucune part et aucun résultat ne repose donc dessus.
    .lift = le total dont elle est une partie, et si cela a été signalé ou décidé
refusal-VISITS_NOT_COUNTED = « Au moins une fois » ne compte pas les visites ; leur nombre n’est donc pas calculé.
    .lift = une trace de chaque visite
refusal-MONEY_COVERS_MORE = Le paiement couvre d’autres lieux ou périodes que l’audit ; il n’est donc pas multiplié par ce qui manque.
    .lift = ce qui a été payé pour ces lieux et cette période seulement
refusal-CENSUS_NO_INTERVAL = Toutes les unités ont été comptées ; il n’y a donc ni erreur d’échantillon ni marge.
    .lift = rien : un comptage complet n’a pas besoin de marge ; l’erreur de mesure reste
refusal-OVERLAPPING_CATEGORIES = Une unité peut être dans plusieurs de ces catégories ; elles ne s’additionnent donc pas.
    .lift = une trace de chaque unité
refusal-WRONG_WAY_NO_RATIO = Le chiffre s’est éloigné de l’objectif ; aucune part de l’objectif n’est donc imprimée.
    .lift = un chiffre qui se rapproche de l’objectif
refusal-CRITERION_INCONSISTENT = Le texte et le nombre de la promesse ne concordent pas ; les deux sont évalués et aucun n’est choisi.
    .lift = un avenant qui dit lequel vaut
refusal-UNIT_PRICE_UNKNOWN = Il n’y a pas de prix par unité ; aucun montant n’est donc calculé.
    .lift = le prix d’une unité
refusal-BASIS_FIXED_PRICE = Avec un prix fixe, une différence de coût est un montant en discussion, pas une dette.
    .lift = une décision que le prix suit le coût
refusal-BASIS_UNKNOWN = Le mode de paiement n’est pas publié ; aucun montant n’est donc dit récupérable.
    .lift = le mode de paiement dans la convention
refusal-PAID_NOT_BY_RESULT = Le paiement ne dépend pas de ce résultat ; ne pas l’atteindre n’est donc pas traduit en argent.
    .lift = une clause qui lie le paiement au résultat
refusal-MONEY_NOT_ADDED = Ces montants diffèrent par le motif ou l’état, ou peuvent se recouper ; ils ne s’additionnent donc pas.
    .lift = une trace qu’ils n’ont pas d’argent en commun, avec le même motif et le même état
refusal-NOT_PROBABILITY_SAMPLE = Les unités ont été choisies, non tirées ; il n’y a donc ni marge ni extension du résultat.
    .lift = un échantillon tiré au hasard
refusal-SAMPLE_NOT_PUBLISHED = On n’a pas publié combien d’unités ont été vues, ou comment elles ont été choisies ; il n’y a donc pas de marge.
    .lift = combien ont été vues et comment elles ont été choisies
refusal-SINGLE_OBSERVATION = Une seule observation montre qu’un écart a eu lieu et ne donne pas de taux.
    .lift = d’autres observations
refusal-BEYOND_FRAME = Le résultat vaut pour les lieux et la période examinés, et pas au-delà.
    .lift = un examen des autres lieux ou périodes
refusal-PERIODS_NOT_MIXED = Les chiffres sont de périodes différentes ou qui se recoupent ; on ne les additionne donc pas et on ne les compare pas.
    .lift = des chiffres de la même période
refusal-RATIO_NO_DISTRIBUTION = On n’a publié que des valeurs isolées, non leur répartition ; aucun taux n’est donc calculé.
    .lift = combien partagent chaque unité
refusal-VERSIONS_MIXED = Deux versions de la convention valent dans cette période ; elle est donc divisée avant tout calcul.
    .lift = des chiffres pour la part de la période de chaque version
refusal-UNITS_DIFFER = Les unités diffèrent ; les chiffres ne sont donc pas comparés.
    .lift = un chiffre dans l’unité de la promesse
refusal-NOT_NETTED = Ce qui est en plus dans un lieu ne compense pas ce qui manque dans un autre ; rien n’est donc déduit.
    .lift = rien : le manque et le surplus sont imprimés côte à côte
refusal-INSTANCES_NOT_UNITS = Ceci compte des problèmes, non des lieux ; aucune part des lieux n’est donc calculée.
    .lift = une trace de chaque lieu
refusal-AMBIGUOUS_NUMBER = Ce nombre peut se lire de deux façons ; on le demande donc encore une fois.
    .lift = le nombre écrit sans séparateur douteux
refusal-TIER_GAP = Le tableau des prix laisse ce volume sans prix ; aucun prix n’est donc choisi.
    .lift = un avenant qui donne le prix pour ce volume
refusal-COUNTS_CONTRADICT = Une partie est plus grande que le tout dont elle est une partie ; rien n’en est donc calculé.
    .lift = des nombres qui peuvent être vrais ensemble
refusal-NOTHING_TO_SAMPLE = Il n’y a rien à tirer, ou rien n’a été tiré.
    .lift = une liste avec au moins une unité
refusal-CLUSTERED_NO_DESIGN_EFFECT = Les unités ont été tirées par groupes ou strates et aucun effet de plan n’est donné ; il n’y a donc pas de marge.
    .lift = les résultats de chaque groupe ou strate
refusal-ROUNDS_NOT_COMPARABLE = Les deux tours n’ont pas la même promesse, la même question et la même méthode ; ils ne sont donc pas comparés.
    .lift = un tour avec la même question et la même méthode
refusal-PAIRED_DATA = Les observations vont par paires ; elles sont donc comparées paire par paire.
    .lift = rien : les paires ont leur propre test
refusal-PAIRS_INCOMPLETE = Des paires sont incomplètes et laissées de côté.
    .lift = les données qui manquent
refusal-NO_VARIANCE = Une seule unité ne montre pas de variation ; il n’y a donc pas de marge.
    .lift = une deuxième unité dans chaque strate ou groupe
refusal-STRATUM_NOT_SAMPLED = Une strate qui fait partie du total n’a pas été échantillonnée ; il n’y a donc pas de total.
    .lift = un échantillon de cette strate
refusal-CLASS_NOT_A_RATE = Un lot qui atteint ou n’atteint pas son objectif n’est pas un taux.
    .lift = un échantillon assez grand pour un taux
refusal-NOT_INDEPENDENT = Les deux relevés n’ont pas été faits séparément ; leur accord ne dit donc rien.
    .lift = des relevés faits séparément
refusal-VISITS_ANNOUNCED = Les visites annoncées et non annoncées ne sont pas comptées ensemble.
    .lift = les nombres de chaque sorte
refusal-INDICATORS_NOT_AVERAGED = Les notes de questions différentes n’ont pas d’échelle commune ; on n’en fait donc pas de moyenne.
    .lift = rien : chaque question garde sa note
refusal-TOO_FEW_TO_SHOW = Trop peu de personnes ont répondu pour montrer la note.
    .lift = plus de réponses

refusal-detail-frame = Examiné : { $frame }.
refusal-detail-beyond = Non examiné : { $beyond }.
refusal-detail-tier = Version { $version }, { $counts } : { $volume }.

## Dates, nombres et valeurs

month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre
date-day = { $day ->
    [1] 1er { $month } { $year }
   *[other] { $day } { $month } { $year }
  }
date-instant = { $date } à { $time } UTC
date-month = { $month } { $year }
date-not-published = date non publiée
period-from-to = { $from } au { $to }
period-from = depuis { $from }
period-to = jusqu’à { $to }
number-both = { $shown } ({ $plain })
value-at-least-once = { $count } sur { $of } { $unit } au moins une fois
value-part = { $part } sur { $whole } { $unit }
value-rate = { $price } pour chacun des { $units } { $unit }
value-sharing = { $users } usagers pour { $units } unités
value-recount = { $recounted } recomptés sur { $reported } rapportés
unit-percentage-points = points de pourcentage
rounding-text = à { $decimals } décimales, { $mode }
rounding-half_away_from_zero = la moitié s’éloigne de zéro
rounding-half_even = la moitié au pair
rounding-up = en s’éloignant de zéro
rounding-down = coupé
rounding-ceil = vers le haut
rounding-floor = vers le bas
interval-wilson = Wilson
interval-wilson_effective = Wilson, corrigé pour une liste finie
interval-clopper_pearson = Clopper et Pearson, exact
interval-newcombe_difference = Newcombe
interval-stratified_normal = stratifié, normal
interval-stratified_t = stratifié, t de Student
interval-cluster_t = par groupes, t de Student

## Phrases d’un rapport

stamp-practice = Exercice : inventé
stamp-restated = Repris de { $body }, { $date } ; ce n’est pas un audit de cette organisation
stamp-restated-through = Repris de { $body }, par { $through }, { $date } ; ce n’est pas un audit de cette organisation
summary = { $count ->
    [one] Une promesse : { $parts }.
   *[other] { $count } promesses : { $parts }.
  }
summary-all-kept = { $count } promesses tenues sur { $count }.
summary-kept = { $count ->
    [one] { $count } tenue
   *[other] { $count } tenues
  }
summary-partly = { $count ->
    [one] { $count } tenue en partie
   *[other] { $count } tenues en partie
  }
summary-not = { $count ->
    [one] { $count } non tenue
   *[other] { $count } non tenues
  }
summary-wrong = { $count ->
    [one] { $count } allée en sens contraire
   *[other] { $count } allées en sens contraire
  }
summary-disputed = { $count ->
    [one] { $count } avec une règle contestée
   *[other] { $count } avec une règle contestée
  }
summary-not-due = { $count } pas encore à terme
summary-cannot = { $count ->
    [one] { $count } ne peut être jugée
   *[other] { $count } ne peuvent être jugées
  }
four-promised = { $count ->
    [0] 0 promesse
    [one] une promesse
   *[other] { $count } promesses
  }
four-versions = { $count } versions de la convention
four-claimed = { $count ->
    [0] 0 déclaration
    [one] une déclaration
   *[other] { $count } déclarations
  }
four-found = { $count ->
    [0] 0 résultat publié
    [one] un résultat publié
   *[other] { $count } résultats publiés
  }
four-found-lines = { $count ->
    [0] 0 montant
    [one] un montant
   *[other] { $count } montants
  }
four-found-nothing = personne n’a regardé
four-visits = { $count ->
    [0] 0 visite
    [one] une visite
   *[other] { $count } visites
  }
how-sure-sample = { $frame } : { $n }, { $design }.
how-sure-grades = Niveau de preuve des lignes : { $grades }.
reply-none = Aucune réponse n’est publiée.
reply-line = { $party } : { $state }.
asked-line = { $to } : { $action }
asked-line-due = { $to } : { $action } Délai : { $due }.
money-paid = { $amount } payés
money-line-in-short = { $amount } : { $what } ({ $basis }, { $state }).
money-and-more = { $count ->
    [one] Et un montant de plus dans la partie sur l’argent ; ils ne s’additionnent pas.
   *[other] Et { $count } montants de plus dans la partie sur l’argent ; ils ne s’additionnent pas.
  }
made-by-auditor = Audit de
made-by-interests = Intérêts déclarés
agreement-tier-all = tout volume
agreement-subcontractors = Travail confié à
agreement-note = Note
method-places = Lieux : { $places }.
method-visits-term = Visites
method-visits = { $count ->
    [one] Une visite, { $days }, par { $observers }.
   *[other] { $count } visites, { $days }, par { $observers }.
  }
sample-coverage = { $percent } de la liste ont été vus ; { $n } ne l’ont pas été. La liste a été comptée par : { $who }.
other-no-verdict = Seul, il ne mesure aucune promesse ; il n’a donc pas de résultat.
published-as = publié comme « { $value } »
finding-holds-for = ce qui a été examiné ; pas pour { $beyond }
voice-consent = que les mots soient montrés à tous, sans nom
voice-consent-read-back = que les mots soient montrés à tous, sans nom ; relus et confirmés
chronology-version = Convention, { $version } : { $changed }
stronger-line = { $lift } ({ $promises })
conclusion-line = { $number }, { $promise } { $verdict }.
conclusion-frame = Ces conclusions valent pour les lieux, les personnes et la période examinés, et pas au-delà.
plot-shares = Parts constatées, avec la marge où se trouve la vraie part
omission-accounts = { $count ->
    [one] Un récit
   *[other] { $count } récits
  }
omission-accounts-why = Les personnes qui les ont donnés n’ont pas accepté qu’ils soient montrés à tous.
empty-money = Aucun montant d’argent n’est donné. La comparaison dit pourquoi, promesse par promesse.
empty-evidence = Les preuves sont gardées par l’organisme dont l’audit est repris ; les sources disent où les trouver.
how-to-cite = { $organisation } : { $title }. Rapport de preuves { $number }, version { $version }, { $date }.
check-document-term = Chaque chiffre
check-document = peut être recalculé à partir du fichier de l’audit avec `groundtruth compare { $case }`.

glossary-census = Toutes les unités ont été comptées ; rien n’est laissé au hasard. Des erreurs de mesure restent possibles.
    .term = Comptage complet
glossary-claimed = Ce que le prestataire ou le financeur dit avoir été fourni.
    .term = Déclaré
glossary-corroborated = Deux observateurs, visites ou sortes de preuve indépendants, ou plus, concordent.
    .term = Corroboré
glossary-criterion = Ce à quoi le service est tenu, avec le document où cela se trouve.
    .term = Règle
glossary-denominator = Le nombre dont une part est une part. Il est à côté de chaque pourcentage.
    .term = Dénominateur
glossary-documented = L’observation ou l’essai propre de l’équipe d’audit va avec un document.
    .term = Documenté
glossary-found = Ce qu’une observation indépendante a constaté au moment de la visite.
    .term = Constaté
glossary-frame = La liste de tous les lieux ou unités qu’on aurait pu regarder.
    .term = Liste de tous les lieux
glossary-interval = La marge où se trouve la vraie part avec 95% de confiance, quand les unités ont été tirées au hasard.
    .term = Marge
glossary-observed-once = Un seul regard, d’un seul observateur, ou une source qui n’en dit pas plus.
    .term = Observé une fois
glossary-promised = Ce que demande la convention, une loi, une norme publiée ou une autre règle.
    .term = Promis
glossary-refusal = Un chiffre qui n’est pas donné, avec la raison et ce qui la lèverait. C’est un résultat comme un autre.
    .term = Non calculé

## Pages web

web-skip = Aller au contenu
web-nav = Pages
web-nav-audits = Audits
web-nav-drawing = Comment lire le dessin
web-nav-components = Composants
web-top = Retour en haut
web-language = Langue
web-foot = Aucune page ici ne vous suit, ne charge rien d’ailleurs et n’a besoin d’un script.
web-to-start = Aller à la première page
web-home-title = La promesse est-elle tenue ?
web-home-heading = La promesse est-elle tenue ?
web-home-lead = De l’argent public a payé un service. Vous pouvez lire ici, promesse par promesse, ce que les gens devaient recevoir et ce qui a été constaté quand quelqu’un est allé voir.
web-home-words = Quatre mots
web-word-promised = Ce que la convention, la loi ou une norme dit que les gens doivent recevoir.
web-word-claimed = Ce que le prestataire ou le financeur dit avoir été fourni.
web-word-found = Ce que quelqu’un d’indépendant a vu ou compté, et avec quelle preuve.
web-word-since = Ce que le prestataire a répondu, ce qui a été réparé, l’argent qui est revenu.
web-lesson-promised = 100 toilettes
web-lesson-claimed = 90 toilettes
web-lesson-found = 60 toilettes
web-lesson-range = 50 et 69
web-lesson-caption = Un exemple inventé : 100 promises, 90 déclarées, 60 constatées.
web-lesson-rule = La partie vide du contour est ce que les gens n’ont pas reçu. Les rayures plus longues que la barre pleine ont été déclarées et non constatées.
web-mark-promised = Le contour est ce qui était promis.
web-mark-claimed = Les rayures sont ce qui était déclaré.
web-mark-found = La barre pleine est ce qui a été constaté.
web-mark-range = Le trait fin est la marge où se trouve la vraie valeur, quand on n’a regardé qu’une partie.
web-tour = Deux minutes, trois audits
web-tour-mshengu-toilets = Le promis face au constaté
    .look = Le bout blanc du contour, ce sont les 90 toilettes qui n’étaient pas là. Le rapport ne donne aucun montant d’argent et dit pourquoi.
web-tour-lahsa-outreach = Déclaré n’est pas constaté
    .look = Seul le prestataire a compté ; il y a donc des rayures et pas de barre pleine. Même selon son propre décompte, la promesse n’a pas été tenue.
web-tour-seniors-meals = Toutes les promesses tenues
    .look = Un rapport sans manque est complet aussi. Il n’y a pas de dessin ici, car aucun nombre n’a été publié : les mots disent ce qui a été vu.
web-audits = Tous les audits
web-audits-note = Chacun a été publié par l’organisme qu’il nomme, et il est recalculé ici, nombre par nombre. L’un d’eux est inventé, pour s’exercer.
web-audits-none = Il n’y a pas encore d’audit publié. Quand il y en aura un, il sera ici.
web-report-of = Rapport entier : { $title }
web-ways = Pages de cet audit
web-way-comparison = Comparaison
web-way-findings = Constats et réponses
web-way-chronology = Ce qui s’est passé, et quand
web-way-method = Méthode et sources
web-way-report = Rapport entier
web-comparison = La comparaison
web-working = calcul
web-filter = Choisir les promesses montrées
web-filter-verdict = Résultat
web-filter-grade = Niveau de preuve
web-filter-counted = Qui a compté
web-filter-sort = Ordre
web-filter-any = tous
web-filter-show = Montrer
web-filter-shown = { $count ->
    [one] { $shown } ligne sur une est montrée.
   *[other] { $shown } sur { $count } lignes sont montrées.
  }
web-filter-all = Tout montrer
web-filter-nothing = Aucune promesse n’est ainsi. Choisissez moins, ou montrez tout.
web-sort-number = comme convenu
web-sort-gap = le plus grand écart d’abord
web-sort-verdict = le moins bon résultat d’abord
web-rows-none = Aucune promesse n’a encore été comparée. La méthode dit ce qui est prévu.
web-editions = Emporter le rapport
web-editions-none = Le rapport n’a pas pu être fait. Ces pages-ci sont complètes ; réessayez plus tard.
web-edition-html = Le rapport entier en une page, à lire ou à imprimer
web-edition-json = Chaque nombre avec son calcul, pour les programmes
web-edition-pdf = Le rapport entier en document, à imprimer ou à envoyer
web-edition-xlsx = Tous les tableaux en feuille de calcul
web-edition-csv = La comparaison en simple tableau
web-edition-zip = Tous les tableaux en fichiers simples, avec leur description
web-promises = Promesses
web-promise-rows = { $count ->
    [one] Une ligne se rattache à cette promesse.
   *[other] { $count } lignes se rattachent à cette promesse. Elles sont côte à côte, sans moyenne.
  }
web-promise-row = Ligne { $number }
web-promise-judged = Jusqu’où elle a été tenue
web-promise-before = Avant : { $number }
web-promise-after = Suivante : { $number }
web-criterion-source = Règle
web-figures = Les chiffres, et qui les a comptés
web-formula-version = version { $version }
web-working-title = Calcul { $number } de « { $title } »
web-working-heading = Calcul { $number }
web-working-page = { $number } sur sa propre page
web-working-for = Se rattache à
web-working-again = Chacun peut le refaire avec les données ci-dessus ; les valeurs exactes sont des fractions là où une décimale arrondirait.
web-evidence = Preuve { $number }
web-evidence-none = Aucune preuve n’est gardée ici. Les sources ci-dessous disent qui les garde.
web-sources-none = Aucune source n’est nommée.
web-agreements = Les conventions
web-replies-none = Personne n’a encore répondu ici. Une réponse est imprimée en entier à côté du constat.
web-chronology-none = Aucune date n’est publiée. La comparaison dit ce qui a été constaté.
web-findings-heading = Constats et réponses
web-findings-none = Aucun constat n’est écrit. La comparaison dit ce qui a été constaté, promesse par promesse.
web-page-before = Page précédente
web-page-after = Page suivante
web-page-first = C’est la première page
web-page-last = C’est la dernière page
web-page-now = Page { $now } sur { $of }
web-error-400 = Cette adresse ne peut pas être lue
    .safe = Rien n’a été changé.
    .next = Vérifiez la fin de l’adresse, ou recommencez.
web-error-404 = Il n’y a rien à cette adresse
    .safe = Rien n’a été perdu. L’audit a peut-être un autre nom, ou l’adresse a été coupée.
    .next = La première page montre tous les audits.
web-error-405 = Cette page peut seulement être lue
    .safe = Rien n’a été changé.
    .next = Ouvrez l’adresse sans rien envoyer.
web-error-421 = Ces pages ont un autre nom
    .safe = Rien n’a été montré, car on a demandé un nom qui n’est pas le leur.
    .next = Utilisez l’adresse qu’on vous a donnée. Sur la machine qui les sert, c’est celle que le programme a affichée en démarrant.
web-error-500 = Cette page n’a pas pu être faite
    .safe = La faute est de notre côté, rien n’a été perdu, et les autres pages marchent toujours.
    .next = Réessayez. Si cela continue, donnez le numéro ci-dessous à la personne qui s’occupe du programme.
web-error-503 = Cela prend plus de temps que prévu
    .safe = Rien n’a été perdu.
    .next = Attendez une minute et réessayez.
web-error-request = Numéro de cette demande : { $request }
web-components-title = Composants
web-components-lead = De quoi ces pages sont faites. Chaque pièce a une phrase qui dit quand l’utiliser, et des valeurs qui cassent la mise en page : un mot très long, un nombre très grand, rien du tout, et des mots qui vont de droite à gauche.
web-component-type = Caractères
    .guide = Avec empattements pour les titres et la réponse, sans pour le reste, des chiffres de même largeur ; au plus trois tailles à la fois.
web-component-type-sample = 256 sur 346 ont été constatés
web-component-colour = Couleur
    .guide = De l’encre sur une feuille, une seule couleur d’accent ; les couleurs des résultats seulement à côté de leur mot et de leur forme.
web-component-contrast = contraste { $light } en clair, { $dark } en sombre
web-component-verdict = Résultat
    .guide = Un mot avec sa propre forme, pour tenir en noir et blanc ; une raison ou une nuance est sur la même ligne.
web-component-grade = Niveau de preuve
    .guide = Toujours sous le résultat, calculé à partir des preuves et jamais écrit à la main.
web-component-number = Un nombre
    .guide = Avec son unité ou combien sur combien, et avec qui l’a compté ; où il n’y en a pas, une phrase prend sa place.
web-component-working = Calcul
    .guide = S’ouvre depuis chaque nombre : ce qui est entré et qui l’a compté, chaque étape exacte et telle que montrée, le résultat.
web-component-row = Une ligne de la comparaison
    .guide = Promesse, trois nombres dans le même ordre, un dessin ; sur un écran étroit, le même ordre de haut en bas.
web-component-row-empty = Une promesse dont on ne sait encore rien.
web-component-bar = Promis, déclaré et constaté
    .guide = Une seule échelle depuis zéro ; absent là où la mesure ne convient pas à la promesse.
web-bar-kept = Déclaré et constaté comme promis.
web-bar-claimed-more = Plus déclaré que constaté.
web-bar-range = Une partie a été regardée : la marge où se trouve la vraie valeur.
web-bar-zero = Déclaré, et rien de constaté : un bord épais.
web-bar-nobody = Déclaré, et personne n’a regardé.
web-bar-surplus = Plus que promis.
web-bar-between = Une marge était promise.
web-bar-limit = Il était promis de ne pas dépasser cela.
web-bar-reduction = Moins qu’avant était promis : se lit depuis la droite.
web-component-quotation = Mots d’une convention
    .guide = Cités tels quels, avec le document, la clause et la page en dessous.
web-component-quotation-words = Chaque toilette est fixée au sol.
web-component-quotation-place = Convention du 1er mars 2024, clause 4.5, page 8
web-component-evidence = Preuve
    .guide = D’abord son numéro, puis ce que c’est, de quand et de qui ; l’empreinte est à un clic.
web-component-field = Un champ
    .guide = Le libellé au-dessus, l’aide en dessous, l’erreur entre libellé et champ, en mots ; ce qui a été écrit est gardé.
web-component-field-place = Lieu
web-component-field-hint = Le nom que les gens de là-bas utilisent.
web-component-field-count = Combien y en avait-il ?
web-component-field-error = C’est plus que les 40 promis. Vérifiez, ou dites pourquoi.
web-component-field-send = Enregistrer
web-component-table = Tableau
    .guide = Pour des valeurs d’une même sorte que l’on compare ; il s’empile où la place manque, et reste un tableau pour qui écoute.
web-component-table-caption = Repas de midi en mars
web-component-table-place = Lieu
web-component-timeline = Ce qui s’est passé, et quand
    .guide = Dans l’ordre, chaque événement sous le mot qui lui revient.
web-component-timeline-signed = La convention a été signée.
web-component-timeline-visited = Deux observateurs ont fait une visite.
web-component-empty = Rien à montrer
    .guide = Dit ce que veut dire l’absence, et que faire ensuite.
web-component-pagination = Pages d’une liste
    .guide = Seulement où une liste dépasse 25 ; dit où l’on est et ne saute jamais seule.

## Courriels
mail-automatic = Ce courriel a été écrit par le programme avec lequel { $organisation } tient son travail.
mail-invitation-subject = { $organisation } vous invite
mail-invitation-what = { $organisation } vous invite à prendre part à son travail ({ $work }).
mail-invitation-follow = Ouvrez cette adresse pour commencer. Elle sert une seule fois, jusqu’au { $until }.
mail-invitation-unknown = Si vous ne savez pas pourquoi vous avez reçu ceci, ne faites rien : sans l’adresse, personne ne peut agir en votre nom.
mail-reset-subject = Un nouveau mot de passe pour { $organisation }
mail-reset-what = Quelqu’un, sans doute vous, a demandé un nouveau mot de passe pour { $organisation }.
mail-reset-follow = { $count ->
    [one] Ouvrez cette adresse pour en choisir un. Elle sert une seule fois, pendant une minute.
   *[other] Ouvrez cette adresse pour en choisir un. Elle sert une seule fois, pendant { $count } minutes.
}
mail-reset-unknown = Si ce n’était pas vous, ne faites rien : votre mot de passe reste tel qu’il est.
mail-changed-subject = { $organisation } : ce qui vous sert à vous connecter a changé
mail-changed-password = Votre mot de passe pour { $organisation } a été changé le { $when }.
mail-changed-address = L’adresse de courriel de votre compte chez { $organisation } a été changée le { $when }.
mail-changed-second-factor = La deuxième étape de connexion à { $organisation } a été changée le { $when }.
mail-changed-recovery-codes = De nouveaux codes de secours pour { $organisation } ont été faits le { $when }.
mail-changed-token = Une clé pour programmes a été faite pour votre compte chez { $organisation } le { $when }.
mail-changed-by-you = Si c’était vous, il n’y a rien à faire. Sinon, fermez ici toutes les sessions tout de suite et prévenez votre administrateur :
mail-test-subject = { $organisation } : le courriel marche
mail-test-what = Ceci est un essai, envoyé le { $when }. Si vous pouvez le lire, { $organisation } peut envoyer des courriels.

## La page de la personne qui s’occupe du programme
operations-title = Comment va le programme
operations-well = Tout est en ordre.
operations-unwell = Quelque chose demande de l’attention. C’est dit plus bas.
operations-health = Santé
operations-check-database = Base de données
operations-check-schema = Schéma
operations-check-disk = Disque
operations-check-in-order = en ordre
operations-check-failed = pas en ordre
operations-database-size = Taille de la base de données
operations-schema = Version du schéma
operations-pending = attend d’être appliqué : { $name }
operations-jobs = Travail en attente
operations-jobs-by-state = Tâches par état
operations-jobs-open = Tâches non finies
operations-jobs-none = Aucune tâche n’attend et aucune n’a échoué.
operations-waiting-since = La tâche qui attend le plus devait être faite depuis { $when }.
operations-nothing-due = Rien n’est en retard.
operations-mail = Courriel
operations-mail-off = Les réglages ne disent pas comment les courriels sont envoyés. Tout peut se faire par lien.
operations-mails-by-state = Courriels par état
operations-mails-unsent = Courriels non envoyés
operations-mails-none = Aucun courriel n’attend et aucun n’a échoué.
operations-resend = Un courriel échoué est renvoyé avec : groundtruth mail resend
operations-state = État
operations-count = Combien
operations-name = Quoi
operations-tries = Essais
operations-due = Pour
operations-since = Depuis
operations-error = Dernière erreur
operations-state-queued = attend
operations-state-running = en cours
operations-state-done = fait
operations-state-sent = envoyé
operations-state-dead = échoué pour de bon

## Noms dans un calcul

working-actual = réel
working-agreement = accord
working-agreement-by-chance = accord dû au hasard
working-amount = montant
working-amount-high = montant, haut
working-amount-low = montant, bas
working-answers = réponses
working-attainment = part atteinte
working-attainment-from-a-rounded-rate = part atteinte, à partir d’un taux arrondi
working-authorised = autorisés
working-bad-at-or-below = mauvais jusqu’à
working-base = base
working-baseline = point de départ
working-billed = facturé
working-billed-rate = prix facturé
working-both-broken-and-locked = cassés et fermés à la fois
working-broken = cassés
working-change = changement
working-change-as-published = changement tel que publié
working-chi-squared = khi carré
working-claimed-as-fixed-not-confirmed = déclarés réparés, non confirmés
working-clusters-drawn = groupes tirés
working-clusters-in-the-list = groupes dans la liste
working-count-that-meets-the-target = nombre qui atteint l’objectif
working-degrees-of-freedom = degrés de liberté
working-design-effect = effet de plan
working-difference-in-percentage-points = différence en points de pourcentage
working-drawn = tirés
working-due = dus
working-effective-number-seen = nombre effectif vu
working-expected-share = part attendue
working-facilities = installations
working-factor = facteur
working-fewest-working-units = minimum d’unités qui marchent
working-fix-rate = part réparée
working-found = constaté
working-found-of-promised = constaté sur promis
working-gap-in-percentage-points = écart en points de pourcentage
working-good-at-or-above = bon à partir de
working-hash-of-the-sealed-list = empreinte de la liste scellée
working-high = haut
working-in-order = en ordre
working-in-the-list = dans la liste
working-instances = cas
working-instances-per-facility = cas par installation
working-judged = jugés
working-kappa = kappa
working-level = niveau
working-line = montant noté
working-locked = fermés
working-low = bas
working-lower-limit = limite basse
working-lower-limit-of-the-total = limite basse du total
working-majority-favoured = majorité favorisée
working-majority-tester-favoured = personne de la majorité favorisée
working-margin = marge
working-mean = moyenne
working-median = médiane
working-minority-favoured = minorité favorisée
working-minority-tester-favoured = personne de la minorité favorisée
working-missing = manquants
working-most-working-units = maximum d’unités qui marchent
working-net-in-percentage-points = net, en points de pourcentage
working-not-in-the-earlier-round = absents du tour précédent
working-not-served = non servis
working-noted-alike = notés pareil
working-now = maintenant
working-off-shift = hors service
working-on-the-roster = au planning
working-p-value = valeur p
working-passes-above = passe au-dessus de
working-payment = paiement
working-period = période
working-periods = périodes
working-pooled = pris ensemble
working-price-per-unit-and-period = prix par unité et période
working-price-per-unit-and-period-high = prix par unité et période, haut
working-price-per-unit-and-period-low = prix par unité et période, bas
working-problems-identified = problèmes relevés
working-projects-monitored = projets suivis
working-promised = promis
working-published-rate = taux publié
working-quantile = quantile
working-questioned-amount = montant mis en question
working-questioned-rate = prix mis en question
working-rate = taux
working-received-nothing = n’ont rien reçu
working-recovered = récupéré
working-repeat-rate = part répétée
working-repeated = répétés
working-residual = reste
working-resolved-on-re-check = résolus au second passage
working-risk-of-failing-a-good-one = risque de refuser un bon
working-risk-of-passing-a-bad-one = risque d’accepter un mauvais
working-seed = graine
working-seen = vus
working-served-at-least-once = servis au moins une fois
working-share = part
working-share-in-order = part en ordre
working-shift = service
working-short = manque
working-short-of-promised = manque sur promis
working-standard-error = erreur type
working-standard-error-of-the-mean = erreur type de la moyenne
working-standard-error-of-the-total = erreur type du total
working-start = départ
working-stated-total = total indiqué
working-step = pas
working-stratum = strate
working-sum = somme
working-sum-of-parts = somme des parties
working-supportable-rate = prix justifié
working-surplus = surplus
working-target-share = part visée
working-times-due-in-a-period = fois dues dans une période
working-to-be-drawn = à tirer
working-to-be-seen = à voir
working-tolerance = tolérance
working-total = total
working-treated-alike = traités pareil
working-unexplained = sans explication
working-units = unités
working-units-billed = unités facturées
working-units-found = unités constatées
working-units-in-all-strata = unités de toutes les strates
working-units-in-the-list = unités dans la liste
working-units-in-the-stratum = unités dans la strate
working-units-seen-by-both = unités vues par les deux
working-units-short = unités manquantes
working-units-to-see = unités à voir
working-unrecorded-hours = heures non notées
working-upper-limit = limite haute
working-upper-limit-of-the-total = limite haute du total
working-users = usagers
working-users-per-working-unit = usagers par unité qui marche
working-users-per-working-unit-high = usagers par unité qui marche, haut
working-users-per-working-unit-low = usagers par unité qui marche, bas
working-value-of-projects = valeur des projets
working-visits = visites
working-visits-due = visites dues
working-visits-missed-at-least = visites manquées, au moins
working-visits-missed-at-most = visites manquées, au plus
