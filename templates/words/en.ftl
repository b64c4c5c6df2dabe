# Every sentence the program says, in English. This catalogue is complete by definition; others follow it.
# A key is lower case with hyphens; code words of the data stand after the last hyphen with underscores as they are.

## Labels of the editions of a report

report-promised = Promised
report-claimed = Claimed
report-found = Found
report-since = Since then
report-not-stated = not stated
report-skip = Go to the report
report-contents = What is in this report
report-stamps-name = Said of every page
report-kicker = Evidence report
report-number-and-version = { $number } · version { $version }
report-issued-by = { $organisation }, { $date }
report-work-name = { $work }
report-outside-link = leads out of this document
report-annexes = At the back
report-top = Back to the top
report-at-a-glance = Each promise through the four words
report-what-was-promised = What was promised
report-drawing = Found against promised
report-full-row = { $number } in full
report-legend = How to read the drawing
report-legend-promised = promised
report-legend-claimed = claimed
report-legend-found = found
report-legend-interval = range the true value lies in
report-more-rows = { $count } more in the comparison
report-how-sure = How sure is this?
report-money-question = What does it mean in money?
report-answer-question = What did the provider answer?
report-ask-question = What is asked?
report-does-not-say = This report does not say
report-criterion = Judged by
report-clause = clause { $clause }
report-page = page { $page }
report-agreement-says = The agreement says
report-rank = Where the standard comes from
report-target = Standard applied
report-kind = Kind of promise
report-reading = Read as: { $reading }
report-verdict = Verdict
report-rule = rule { $rule }
report-grade = How well proven
report-no-grade = no proof grade
report-counted-by = who counted: { $who }
report-how-counted = how counted: { $how }
report-gap = Gap
report-over-claim = Claimed beyond found
report-interval = Range
report-interval-by = { $level } level, { $method }
report-money = Money
report-no-money-line = No amount belongs to this promise.
report-not-computed = What is not computed, and why
report-codes = Codes of what is not computed
report-would-lift = What would change this: { $input }
report-working = Working
report-working-of = Working of: { $what }
report-evidence = Evidence
report-notes = To be read with it
report-sources-short = Source
report-findings-short = Findings
report-alt-promised = Promised: { $value }.
report-alt-limit = Promised: not more than { $value }.
report-alt-reduction = Promised: brought down, { $value }; read from the right.
report-alt-claimed = Claimed: { $value }.
report-alt-found = Found: { $value }.
report-alt-no-target = No quantity was promised.
report-alt-no-claim = No claim.
report-alt-no-found = Nothing found: nobody independent counted it.
report-alt-interval = Range of the found value: { $interval }.
report-alt-plot-row = { $label }: { $text }.
report-alt-plot-target = Target: { $target }.
report-formula = Formula
report-formula-version = { $formula }, version { $version }
report-inputs = What went in
report-input = Input
report-value = Value
report-exact-value = Before rounding
report-who-counted = Who counted it
report-steps = Steps
report-step = Step
report-rounding = Rounding
report-no-rounding = exact
report-result = Result
report-exclusions = Left out
report-observations = Observations behind it
report-background = The service and the agreement
report-agreement = Agreement
report-legal-type = Kind of agreement
report-funder = Funder
report-provider = Provider
report-agreement-value = Value
report-period = Period
report-payment-basis = Paid by
report-covers = What it covers
report-obtained = How it was obtained
report-fingerprint = Fingerprint (SHA-256)
report-versions = Versions
report-version = Version
report-effective = In force from
report-changed = What it changed
report-applied = applied to the period examined
report-tier = Volume
report-price = Price
report-rate-gaps = Volumes without a price
report-payments = Payments
report-amount = Amount
report-what-for = For what
report-payer = Paid by
report-payee = Paid to
report-made-by = Who made this report
report-method = How the work was done
report-purposes = Why it was done
report-objectives = Questions asked
report-scope = What was covered
report-not-covered = What was not covered
report-samples = What was looked at, and how it was chosen
report-sample-of = What was looked at
report-how-many = How many of how many
report-frame = List of all places
report-design = How they were chosen
report-chosen = Why these
report-dates = Dates
report-announced = Announced
report-seed = Seed of the draw
report-list-fingerprint = Fingerprint of the sealed list (SHA-256)
report-field-work = Field work
report-instruments = Forms and instruments
report-observers = Who observed
report-two-observers = How far two observers agreed
report-access = What could not be looked at
report-limits = Limits of the method
report-comparison = The comparison, promise by promise
report-about-all-rows = Not computed across promises
report-plots = Ranges side by side
report-other-figures = Other figures that were found
report-no-verdict = Why there is no verdict
report-what = What was counted
report-column = Stands under
report-figure = Figure
report-category = Category
report-count = Count
report-share-of = Share of { $base }
report-partition = Each unit is in one category only.
report-overlapping = One unit can be in several of these categories.
report-sum = Sum
report-residual = Total less sum
report-combined = Put together
report-published-as = published as { $value }
report-checks = Numbers worked out again
report-computed-from = Worked out from
report-base = Share of what
report-computed = Worked out here
report-published = As published
report-outcome = How they compare
report-agrees = agrees
report-differs = differs
report-not-published = nothing published
report-refused = not computed
report-disagreements = Where the published value differs
report-disagreement-line = { $what }: worked out here { $computed }, published { $published }.
report-findings = Findings
report-finding = Finding { $number }
report-kept = kept
report-about-promises = About the promises
report-criteria = What should be
report-condition = What was found
report-cause = Why
report-effect = What it means for people
report-perspective = How often, of how many
report-holds-for = Holds for
report-change-our-mind = What would change our mind
report-addressees = Addressed to
report-replies = Replies
report-voices = Voices
report-translation = In translation
report-consent = Agreed to
report-photographs = Photographs
report-photograph = Photograph { $number }
report-more-photographs = More photographs
report-photograph-above = Photograph { $number }, printed above
report-photograph-missing = The photograph is not in this copy. It shows: { $alt }
report-money-section = Money, by basis and state
report-basis = Basis
report-no-basis = basis not given
report-known-or-likely = Known or likely
report-lower-limit = lower limit { $amount }
report-states = State and date
report-totals = Totals
report-because-added = Why these may be added
report-entered = entered as published, not computed
report-conclusions = Conclusions
report-recommendations = What is asked
report-to = Of whom
report-action = What is asked
report-due = By when
report-state = State
report-reply = Reply
report-from-findings = Follows from
report-responses = What the parties answered
report-role = Role
report-was-sent = What had been sent, and when
report-received = Reply received
report-in-full = The answer in full
report-in-summary = The answer in summary; the full text is not published
report-about = About
report-whole-report = the whole report
report-they-say = What they say
report-our-evaluation = The auditor’s evaluation
report-change-made = What was changed because of it
report-chronology = What happened when
report-date = Date
report-event = What happened
report-earlier-findings = What became of earlier findings
report-omissions = What was withheld, and why
report-why = Why
report-completeness = Observations received, used and left out
report-stronger = What would make this stronger
report-workings = How the numbers were worked out
report-evidence-index = Evidence
report-evidence-number = Number
report-by = By
report-origin = How it came to us
report-supports = Stands behind
report-of-the-copy = public copy
report-sources = Sources
report-corrections = Corrections
report-glossary = Words explained
report-citing = How to cite and check this document
report-how-to-cite = How to cite
report-check-this-document = Check this document

## The seven verdicts

verdict-delivered = Delivered
verdict-partly_delivered = Partly delivered
verdict-not_delivered = Not delivered
verdict-wrong_way = Moved the wrong way
verdict-not_due = Not due yet
verdict-cannot_judge = Cannot be judged
verdict-standard_disputed = Standard disputed

reason-no_target = no target
reason-nobody_looked = nobody looked
reason-could_not_be_inspected = could not be inspected
reason-refused = access was refused
reason-promise_unclear = the promise is unclear
reason-too_few = too few seen to decide

verdict-by-own-count-funder = by the funder’s own count
verdict-by-own-count-provider = by the provider’s own count
verdict-met-by-own-count-funder = met by the funder’s own count, not checked
verdict-met-by-own-count-provider = met by the provider’s own count, not checked
verdict-for-those-seen = for the { $n } seen
verdict-for-what-was-seen = for what was seen

sentence-delivered = What was found is what was promised, or more.
sentence-partly_delivered = Something was found, and less than was promised.
sentence-not_delivered = Nothing of what was promised was found.
sentence-wrong_way = The figure moved away from what was promised.
sentence-not_due = The time to deliver has not ended.
sentence-no_target = There is no number to compare with, so how far the promise was kept is not judged.
sentence-nobody_looked = Nobody independent looked, so how far the promise was kept is not judged.
sentence-could_not_be_inspected = What was to be seen could not be inspected.
sentence-refused = Access was refused, so how far the promise was kept is not judged.
sentence-promise_unclear = The promise can be read in more than one way, so how far it was kept is not judged.
sentence-too_few = Too few were seen to tell whether the target was reached.
sentence-standard_disputed = Criteria disagree, or the parties dispute which applies. Each result is shown.
sentence-by-own-count = Nobody independent counted; the party’s own figure speaks against its promise.

## Proof grades

grade-none = no proof
grade-claimed_only = claimed only
grade-users_said = reported by users
grade-users_said-n-of-n = reported by users, { $said } of { $of }
grade-observed_once = observed once
grade-corroborated = corroborated
grade-documented = documented
grade-conflicting = evidence conflicts

because-claimed_only = Nobody independent counted or tested this.
because-users_said = It rests on what users of the service said.
because-observed_once = One look, or a source that does not tell of more.
because-corroborated = Two or more observers, visits or kinds of evidence.
because-documented = The auditor’s own observation or test, and a document.
because-conflicting = Accepted evidence contradicts.

## Who counted

counted-auditor = the auditor
counted-third_party = a third party
counted-users = users of the service
counted-funder = the funder
counted-provider = the provider
counted-official = an official source
counted-press = the press
counted-not_published = not published who counted
how-not-published = how it was counted is not published
how-visits = seen on visits
how-recheck_visits = seen on a second look
tested-recounted = recounted by the auditor
tested-traced_to_source = traced to its source by the auditor

## Kinds of promise

kind-quantity = quantity
kind-frequency = how often
kind-ratio = how many share
kind-condition = condition
kind-presence = presence
kind-time_use = use of time
kind-outcome = outcome
kind-deadline = deadline
kind-price = price
kind-eligibility = what may be paid for
kind-non_discrimination = equal treatment
kind-access = access

rank-law = law or regulation
rank-agreement = the agreement
rank-providers_plan = the provider’s own plan
rank-published_norm = a published norm
rank-auditors_benchmark = the auditor’s benchmark
rank-stated_by_funder = stated by the funder

recurrence-day = a day
recurrence-week = a week
recurrence-month = a month
recurrence-quarter = a quarter
recurrence-year = a year

target-every = every one
target-at_least = at least { $value }
target-more_than = more than { $value }
target-at_most = at most { $value }
target-fewer_than = fewer than { $value }
target-exactly = { $value }
target-between = { $low } to { $high }
target-times = { $count } times { $per }
target-move_to = from { $baseline } to { $to } ({ $change })
target-move_by = from { $baseline } by { $by }, to { $to } or better ({ $change })
target-by = by { $date }
target-agreed_rate = the agreed price
target-supportable_rate = no more than allowable cost supports
target-recoverable_sum = the sum found recoverable
target-not_quantified = not quantified
target-not_published = not published
target-ended = no longer in force
target-of = { $target } of { $of }
target-flag-inconsistent = criterion inconsistent: wording and number disagree
target-flag-unclear = wording unclear
stage-before = before { $because }
stage-after = after { $because }

## Agreements

agreement-type-contract = contract
agreement-type-grant = grant
agreement-type-intergovernmental = agreement between public bodies
agreement-type-law = law or statutory scheme
agreement-type-licence = licence
agreement-type-standard = published standard
agreement-type-not_produced = no agreement produced
agreement-no-versions = No versions are published.
agreement-tier-from-to = { $from } to { $to }
agreement-tier-below = fewer than { $below }
agreement-tier-above = more than { $above }
agreement-tier-from = { $from } and more
agreement-tier-to = up to { $to }
agreement-rate-flat = Price of one { $unit }
agreement-rate-tiered = Price of one { $unit }, by { $volume }
payment-basis-fixed_price = fixed price
payment-basis-cost_reimbursement = repayment of allowable cost
payment-basis-per_unit = price per unit
payment-basis-milestone = milestones
payment-basis-not_published = not published
payment-coverage-same_as_audit = covers what was audited
payment-coverage-more_than_audit = covers more than was audited
payment-coverage-not_published = what it covers is not published

## Samples

design-census = every unit
design-simple_random = drawn with equal chance
design-systematic = every k-th from a random start
design-stratified = drawn within strata
design-cluster = drawn in groups
design-lqas = lot quality assurance
design-judgmental = chosen, not drawn
design-convenience = at hand, not drawn
design-not_published = how they were chosen is not published
design-note-census = Census: no sampling error; measurement error remains.
design-note-probability = Drawn by chance, so a range is given for the whole list.
design-note-lqas = A lot reaches its target or does not; it is never a rate.
design-note-chosen = The results hold for those seen and for no others.
sample-n-of-total = { $n } of { $total } { $unit }
sample-n = { $n } { $unit }
sample-n-not-published = how many { $unit } were seen is not published
sample-total-by = the { $total } counted by: { $who }
announced-announced = announced
announced-unannounced = unannounced
announced-both = some announced, some not
announced-not_published = whether announced is not published

## Qualifiers, as they stand before a figure

qualifier-exact = exact
qualifier-about = about
qualifier-almost = almost
qualifier-nearly = nearly
qualifier-over = over
qualifier-more_than = more than
qualifier-fewer_than = fewer than
qualifier-at_least = at least
qualifier-at_most = at most
qualifier-up_to = up to
qualifier-estimated = estimated
qualified = { $qualifier } { $figure }

## Money

money-basis-ineligible = ineligible
money-basis-unsupported = unsupported
money-basis-unreasonable = unreasonable
money-basis-undelivered = undelivered
money-basis-could_be_saved = could be saved
money-basis-not_published = basis not published
money-certainty-known = known
money-certainty-likely = likely (estimated)
money-state-flagged = flagged
money-state-answered = answered
money-state-sustained = sustained
money-state-not_sustained = not sustained
money-state-offered = offered
money-state-rejected = rejected
money-state-agreed = agreed
money-state-recovered = recovered
money-state-withdrawn = withdrawn
money-state-as_published = base as published
money-at-risk = { $amount } at risk: { $short } missing at the agreed price
money-at-risk-range = { $low } to { $high } at risk: { $short } missing at the agreed price
money-at-risk-title = Value of what is missing: { $promise }
money-on-claimed-units = A found rate on units that the provider claimed.
money-not-computed = No amount is computed.
money-paid-beside = { $paid } ({ $covers }); { $short }; { $why } Money at risk not computed.
money-total-group = lines recorded as sharing no money
money-total-all = all money lines together
money-up-to = up to { $amount }
money-because-disjoint = They are recorded as sharing no money, with the same basis and state.
money-text = Each amount keeps its basis, its state and its dates. Amounts of different basis or state are not added.
money-none = No amount of money belongs to this audit, and none is missing.

## Replies

reply-agrees = agrees
reply-partly_agrees = partly agrees
reply-disagrees = disagrees
reply-declined = declined
reply-no_reply_by_the_date = no reply by the date
reply-not_published = no answer published
reply-derived = read from what was said, not stated as such
reply-sent-nothing = Nothing is known to have been sent to this party before publication.
role-funder = funder
role-provider = provider
role-auditor = auditor
role-regulator = regulator
role-users = users
role-other = other
role-two = { $one } and { $two }

cause-known = known
cause-alleged = alleged
cause-not_determined = not determined

evidence-physical = seen or photographed
evidence-documentary = document
evidence-testimonial = what somebody said
evidence-analytical = worked out
evidence-drawn = drawn for practice

purpose-service_exists = find out whether there is a service at all
purpose-campaign_evidence = supply evidence for a campaign
purpose-delivered_as_intended = find out whether a funded service is delivered as intended
purpose-protect_beneficiaries = protect the people it is meant for
purpose-protect_payers = protect the people who pay for it
purpose-improve_problem_solving = improve how problems are solved
purpose-social_change = social change

## What a comparison says. Figures come ready to print.

fact-of-promised = { $found } of { $promised } { $unit } ({ $percent })
fact-short = { $short } missing: { $percent } of { $promised }
fact-surplus = { $surplus } more than the { $promised } promised
fact-beyond-limit = { $beyond } beyond the limit of { $limit } { $unit }
fact-within-limit = within the limit of { $limit } { $unit }
fact-in-order = { $count } of { $of } in order ({ $percent })
fact-not-in-order = { $count } of { $of } not in order ({ $percent })
fact-left-out = { $not_inspectable } could not be inspected and { $refused } were refused; of all { $all } it is { $percent }
fact-at-least-once = { $count } of { $of } at least once ({ $percent })
fact-not-at-all = { $count } of { $of } not at all ({ $percent })
fact-missed-bounds = bounds only: { $due } due ({ $units } x { $times }), at least { $least } and at most { $most } missed
fact-rate-against-target = { $rate } of { $of }, against a target of { $target }
fact-attainment = { $attainment } of the target
fact-points-short = { $points } percentage points short
fact-whole-units-short = { $short } short of { $needed } ({ $target } of { $of } is { $exact })
fact-range-short = { $least } to { $most } short of { $low } to { $high } { $unit }
fact-part-of-whole = { $part } of { $whole } { $unit } ({ $percent })
fact-activity = { $activity }: { $hours } of { $whole } { $unit } ({ $percent }, about { $whole_percent })
fact-unrecorded = { $rest } { $unit } of the whole are not recorded
fact-interval = { $percent } ({ $low } to { $high })
fact-would-decide = about { $n } would have to be seen to decide
fact-only-all-would-decide = only seeing every one would decide
fact-lot-reaches = { $count } of { $of } in order, more than { $decision }: reaches the target
fact-lot-does-not-reach = { $count } of { $of } in order, not more than { $decision }: does not reach the target
fact-absent = of { $due } due { $absent } absent: { $authorised } authorised, { $unexplained } unexplained
fact-users-per-unit = { $low } to a working unit ({ $working } working), against { $limit }
fact-users-per-unit-between = { $low } to { $high } to a working unit ({ $working } working), against { $limit }
fact-no-working-unit = no working unit
fact-wrong-way = moved the wrong way: { $change } against a target of { $target }
fact-change = { $change } against a target of { $target } ({ $attainment } of it)
fact-required-change = asked for: from { $baseline } to { $to }, a change of { $difference } ({ $change }); a whole count must come to { $whole } or better
fact-done-in-time = done on { $done }, due by { $due }
fact-done-late = done on { $done }, { $days } days after { $due }
fact-price-as-agreed = { $billed } charged, { $agreed } agreed in version { $version }
fact-price-above-agreed = { $billed } charged, { $beyond } above the { $agreed } agreed in version { $version }
fact-recovered = { $recovered } of { $of } came back ({ $percent })
fact-of-amount-looked-at = { $amount } of { $of } looked at ({ $percent })
fact-share-plain = { $count } of { $of } ({ $percent })
fact-input-rounding-explains = the difference lies within the rounding of the published inputs
fact-input-rounding-does-not-explain = the rounding of the published inputs does not explain the difference
fact-truncation-fits = cutting off instead of rounding would give the published figure
fact-fits-if-at-most = it fits if “{ $input }” is at most { $limit }
fact-fits-if-at-least = it fits if “{ $input }” is at least { $limit }
gap-short = { $amount } { $unit } short
gap-surplus = { $amount } { $unit } more
gap-met = as promised
over-claim-text = { $amount } { $unit } claimed beyond what was found
under-claim-text = { $amount } { $unit } claimed less than was found

## Cells of a row

cell-nobody-looked = nobody looked
cell-no-claim = no claim published
cell-nothing-since = nothing published
cell-no-drawing = no drawing: the measure does not fit a scale
cell-standing-set_aside = kept beside, not used: { $why }
cell-standing-context = shown beside, not judged
cell-on-the-days-billed = on units the provider claimed
cell-also-given = the same party also gave: { $what }
slice-join = { $one } · { $two }

## Checks

check-group-derivation = Worked out from other figures
check-group-reconciliation = Sums and their parts
check-group-published = Shares as published
check-group-recovery = Money that came back
check-sum = sum of the parts
check-total = stated total
check-residual = total less sum
check-residual-zero = residual 0
check-recomputed = recomputed
check-amount-looked-at = of the amount looked at
check-unrounded = before rounding { $value }
check-agrees = agrees at the published precision
check-within-one = differs by one in the last place; listed, not adjusted
check-disagrees = differs; listed, not adjusted
check-of = { $part } of { $whole }
check-two-ways = { $exact } (to one decimal { $short })
check-parts = { $parts } against { $total }
check-coverage = How much of the list was seen: { $unit }
check-not-seen = { $n } not seen

## Refusals: the reason in one sentence, and what would lift it

refusal-NO_FOUND_FIGURE = Nobody independent counted this, so the result rests on the claim and says so.
    .lift = a count or test of this figure by the auditor or a third party
refusal-WHO_COUNTED_UNKNOWN = It is not published who counted this figure, so it cannot rise above Claimed.
    .lift = who counted it, and how
refusal-CLAIMS_DIFFER = The party gave figures that disagree; each is kept and none is chosen.
    .lift = one reconciled figure with its records
refusal-USERS_N_UNKNOWN = Users reported this, but how many of how many asked is not published.
    .lift = how many said so, of how many asked
refusal-NO_TARGET = The promise is not quantified, so how far it was kept is not judged.
    .lift = a number, a limit or a date in the agreement or another criterion
refusal-NOT_OBSERVED = This obligation was not tested, so it is not judged.
    .lift = an independent observation of it
refusal-BASE_UNKNOWN = The base of this share, or its state, is not published, so no share or verdict rests on it.
    .lift = the total it is a part of, and whether that was flagged or decided
refusal-VISITS_NOT_COUNTED = “At least once” does not count visits, so no number of visits is computed.
    .lift = a record of each visit
refusal-MONEY_COVERS_MORE = The payment covers other places or periods than the audit, so it is not multiplied by the shortfall.
    .lift = what was paid for just these places and this period
refusal-CENSUS_NO_INTERVAL = Every unit was counted, so there is no sampling error and no interval.
    .lift = nothing: a census needs no interval; measurement error remains
refusal-OVERLAPPING_CATEGORIES = One unit can be in several of these categories, so they are not added.
    .lift = a record of each unit
refusal-WRONG_WAY_NO_RATIO = The figure moved away from the target, so no share of the target is printed.
    .lift = a figure that moved towards the target
refusal-CRITERION_INCONSISTENT = The wording and the number of the promise disagree, so both are evaluated and neither is chosen.
    .lift = an amendment that says which applies
refusal-UNIT_PRICE_UNKNOWN = There is no price per unit, so no amount is computed.
    .lift = the price of one unit
refusal-BASIS_FIXED_PRICE = Under a fixed price a difference in cost is a disputed amount, not a debt.
    .lift = a decision that the price follows cost
refusal-BASIS_UNKNOWN = The payment basis is not published, so no amount is called recoverable.
    .lift = the payment basis in the agreement
refusal-PAID_NOT_BY_RESULT = The payment does not depend on this result, so missing it is not turned into money.
    .lift = a clause that ties payment to the result
refusal-MONEY_NOT_ADDED = These money lines differ in basis or state, or may overlap, so they are not added.
    .lift = a record that they share no money, with the same basis and state
refusal-NOT_PROBABILITY_SAMPLE = The units were chosen, not drawn, so there is no interval and no extrapolation.
    .lift = a sample drawn by chance
refusal-SAMPLE_NOT_PUBLISHED = How many units were seen, or how they were chosen, is not published, so there is no interval.
    .lift = how many were seen and how they were chosen
refusal-SINGLE_OBSERVATION = One observation shows that a deviation occurred and gives no rate.
    .lift = more observations
refusal-BEYOND_FRAME = The result holds for the places and period examined and no further.
    .lift = an examination of the other places or periods
refusal-PERIODS_NOT_MIXED = The figures have different or overlapping periods, so they are not added or compared.
    .lift = figures for the same period
refusal-RATIO_NO_DISTRIBUTION = Only single values are published, not the distribution, so no rate is computed.
    .lift = how many share each unit
refusal-VERSIONS_MIXED = Two versions of the agreement apply in this period, so it is split before anything is computed.
    .lift = figures for each version’s part of the period
refusal-UNITS_DIFFER = The units differ, so the figures are not compared.
    .lift = a figure in the unit of the promise
refusal-NOT_NETTED = More in one place does not make up for less in another, so they are not set off.
    .lift = nothing: shortfall and surplus are printed side by side
refusal-INSTANCES_NOT_UNITS = This counts problems, not places, so no share of places is computed.
    .lift = a record of each place
refusal-AMBIGUOUS_NUMBER = This number can be read in two ways, so it is asked for again.
    .lift = the number written without a doubtful separator
refusal-TIER_GAP = The price table leaves this volume undefined, so no price is chosen.
    .lift = an amendment that names the price at this volume
refusal-COUNTS_CONTRADICT = A part is larger than the whole it is a part of, so nothing is computed from them.
    .lift = counts that can be true together
refusal-NOTHING_TO_SAMPLE = There is nothing to draw from, or nothing was drawn.
    .lift = a list with at least one unit
refusal-CLUSTERED_NO_DESIGN_EFFECT = The units were drawn in groups or strata and no design effect is given, so there is no interval.
    .lift = the results of each group or stratum
refusal-ROUNDS_NOT_COMPARABLE = The two rounds do not share promise, question and method, so they are not compared.
    .lift = a round with the same question and method
refusal-PAIRED_DATA = The observations come in pairs, so they are compared pair by pair.
    .lift = nothing: pairs have their own test
refusal-PAIRS_INCOMPLETE = Some pairs are incomplete and are left out.
    .lift = the missing records
refusal-NO_VARIANCE = A single unit shows no spread, so there is no interval.
    .lift = a second unit in each stratum or group
refusal-STRATUM_NOT_SAMPLED = A stratum that belongs to the total was not sampled, so there is no total.
    .lift = a sample of that stratum
refusal-CLASS_NOT_A_RATE = A lot that reaches its target or does not is no rate.
    .lift = a sample large enough for a rate
refusal-NOT_INDEPENDENT = The two records were not made independently, so their agreement says nothing.
    .lift = records made apart
refusal-VISITS_ANNOUNCED = Announced and unannounced visits are not counted together.
    .lift = the counts of each kind
refusal-INDICATORS_NOT_AVERAGED = Scores of different questions have no common scale, so they are not averaged.
    .lift = nothing: each question keeps its own score
refusal-TOO_FEW_TO_SHOW = Too few people answered for the score to be shown.
    .lift = more answers

refusal-detail-frame = Examined: { $frame }.
refusal-detail-beyond = Not examined: { $beyond }.
refusal-detail-tier = Version { $version }, { $counts }: { $volume }.

## Problems in a case file: what is wrong, what was expected, what to do

problem-file-too-large = the file is larger than { $most } MB: a case file holds facts and figures; keep documents and pictures beside it
problem-not-utf8 = the file is not UTF-8 text: save it as UTF-8
problem-not-yaml = this is not YAML: { $says }
problem-alias = anchors and aliases (& and *) are not used in a case file: write the value out
problem-too-deep = nesting is deeper than any case needs: check the indentation here
problem-two-documents = a case file holds one document: remove everything from this line on, or split the file
problem-parse = { $says }
problem-duplicate = the name “{ $name }” is used twice in this section: give one of the two another name
problem-unknown = “{ $name }” is not in { $section }: add it there, or correct the name
problem-cycle = “{ $name }” leads back to itself: break the chain
problem-empty = { $what } must not be empty: fill it in
problem-bad-text = { $what } is too long, or holds characters that cannot be printed: shorten or retype it
problem-ends-before-it-begins = the period ends before it begins: check both dates
problem-part-above-whole = { $part } cannot be a part of { $whole }: check both counts
problem-no-currency = an amount of money needs a currency: add currency to the agreement or the line
problem-not-a-claim = a figure counted by “{ $what }” is not a claim: move it to tallies
problem-units-differ = the unit “{ $figure }” differs from the promise’s “{ $promise }”: the two will not be compared
problem-input-not-one-number = an input takes its number from just one of value, from or days_of
problem-not-a-partition = the categories add up to { $sum }, the base is { $base }: correct a count, or call the set overlapping
problem-not-a-sha256 = a SHA-256 is 64 characters of 0-9 and a-f
problem-path-leaves-folder = the path must stay inside the folder of the case: write it relative, without ..
problem-answer-figure-unknown = the answer says { $figure }, and the comparison gives no such figure: correct the answer
problem-pro-memoria = { $what }

## Dates, numbers and values

month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
date-day = { $day } { $month } { $year }
date-month = { $month } { $year }
date-not-published = date not published
period-from-to = { $from } to { $to }
period-from = from { $from }
period-to = until { $to }
number-both = { $shown } ({ $plain })
value-at-least-once = { $count } of { $of } { $unit } at least once
value-part = { $part } of { $whole } { $unit }
value-rate = { $price } for each of { $units } { $unit }
value-sharing = { $users } users to { $units } units
value-recount = { $recounted } recounted of { $reported } reported
unit-percentage-points = percentage points
rounding-text = to { $decimals } decimals, { $mode }
rounding-half_away_from_zero = half away from zero
rounding-half_even = half to even
rounding-up = away from zero
rounding-down = cut off
rounding-ceil = up
rounding-floor = down
interval-wilson = Wilson
interval-wilson_effective = Wilson, corrected for a finite list
interval-clopper_pearson = Clopper and Pearson, exact
interval-newcombe_difference = Newcombe
interval-stratified_normal = stratified, normal
interval-stratified_t = stratified, Student’s t
interval-cluster_t = clusters, Student’s t

## Sentences of a report

stamp-practice = Practice: invented
stamp-restated = Restated from { $body }, { $date }; not an audit by this organisation
stamp-restated-through = Restated from { $body }, through { $through }, { $date }; not an audit by this organisation
summary = { $count ->
    [one] One promise: { $parts }.
   *[other] { $count } promises: { $parts }.
  }
summary-all-kept = { $count } of { $count } promises delivered.
summary-kept = { $count } delivered
summary-partly = { $count } partly delivered
summary-not = { $count } not delivered
summary-wrong = { $count } moved the wrong way
summary-disputed = { $count } with a disputed standard
summary-not-due = { $count } not due yet
summary-cannot = { $count } cannot be judged
four-promised = { $count ->
    [one] one promise
   *[other] { $count } promises
  }
four-versions = { $count } versions of the agreement
four-claimed = { $count ->
    [one] one claim
   *[other] { $count } claims
  }
four-found = { $count ->
    [one] one published result
   *[other] { $count } published results
  }
four-found-lines = { $count ->
    [one] one sum
   *[other] { $count } sums
  }
four-found-nothing = nobody looked
four-visits = { $count ->
    [one] one visit
   *[other] { $count } visits
  }
how-sure-sample = { $frame }: { $n }, { $design }.
how-sure-grades = How well the rows are proven: { $grades }.
reply-none = No answer is published.
reply-line = { $party }: { $state }.
asked-line = { $to }: { $action }
asked-line-due = { $to }: { $action } By { $due }.
money-paid = { $amount } paid
money-line-in-short = { $amount }: { $what } ({ $basis }, { $state }).
money-and-more = { $count ->
    [one] And one more line in the money section; they are not added.
   *[other] And { $count } more lines in the money section; they are not added.
  }
made-by-auditor = Audit by
made-by-interests = Declared interests
agreement-tier-all = every volume
agreement-subcontractors = Work passed on to
agreement-note = Note
method-places = Places: { $places }.
method-visits-term = Visits
method-visits = { $count ->
    [one] One visit, { $days }, by { $observers }.
   *[other] { $count } visits, { $days }, by { $observers }.
  }
sample-coverage = { $percent } of the list was seen; { $n } were not. The list was counted by: { $who }.
other-no-verdict = It measures no promise by itself, so it carries no verdict.
published-as = published as “{ $value }”
finding-holds-for = what was examined; not for { $beyond }
voice-consent = showing the words to everyone, without a name
voice-consent-read-back = showing the words to everyone, without a name; read back and confirmed
chronology-version = Agreement, { $version }: { $changed }
stronger-line = { $lift } ({ $promises })
conclusion-line = { $number }, { $promise } { $verdict }.
conclusion-frame = These conclusions hold for the places, people and period examined and no further.
plot-shares = Shares found, with the range the true share lies in
omission-accounts = { $count ->
    [one] One account
   *[other] { $count } accounts
  }
omission-accounts-why = The people who gave them did not agree to their being shown to everyone.
empty-money = No amount of money is given. The comparison says, promise by promise, why.
empty-evidence = The evidence is held by the body whose audit is restated; the sources say where to find it.
how-to-cite = { $organisation }: { $title }. Evidence report { $number }, version { $version }, { $date }.
check-document-term = Every figure
check-document = can be worked out again from the case file with `groundtruth compare { $case }`.

glossary-census = Every unit was counted, so nothing is left to chance. Errors of measurement remain possible.
    .term = Census
glossary-claimed = What the provider or the funder says was delivered.
    .term = Claimed
glossary-corroborated = Two or more independent observers, visits or kinds of evidence agree.
    .term = Corroborated
glossary-criterion = What the service is held to, with the document it stands in.
    .term = Criterion
glossary-denominator = The number that a share is a share of. It stands beside every percentage.
    .term = Denominator
glossary-documented = The auditor’s own observation or test stands together with a document.
    .term = Documented
glossary-found = What independent observation found at the time of the visit.
    .term = Found
glossary-frame = The list of all places or units that could have been looked at.
    .term = List of all places
glossary-interval = The range in which the true share lies with 95% confidence, when units were drawn by chance.
    .term = Range
glossary-observed-once = One look, by one observer, or a source that does not tell of more.
    .term = Observed once
glossary-promised = What the agreement, a law, a published standard or another criterion asks for.
    .term = Promised
glossary-refusal = A figure that is not given, with the reason and what would lift it. It is a result like any other.
    .term = Not computed
