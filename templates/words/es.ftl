# Lo que dice el programa, en español. Lo que falta aquí se dice en inglés; docs/translating.md dice qué debe estar.

## La lengua misma

language-name = Español

## Rótulos de las ediciones de un informe

report-promised = Prometido
report-claimed = Declarado
report-found = Encontrado
report-since = Desde entonces
report-not-stated = no se indica
report-skip = Ir al informe
report-contents = Qué contiene este informe
report-stamps-name = Vale para todas las páginas
report-kicker = Informe de evidencia
report-number-and-version = { $number } · versión { $version }
report-issued-by = { $organisation }, { $date }
report-work-name = { $work }
report-outside-link = lleva fuera de este documento
report-annexes = Al final
report-top = Volver arriba
report-at-a-glance = Cada promesa en cuatro palabras
report-what-was-promised = Qué se prometió
report-drawing = Lo encontrado frente a lo prometido
report-full-row = { $number } completa
report-legend = Cómo leer el dibujo
report-legend-promised = prometido
report-legend-claimed = declarado
report-legend-found = encontrado
report-legend-interval = margen en el que está el valor real
report-more-rows = { $count } más en la comparación
report-how-sure = ¿Qué tan seguro es esto?
report-money-question = ¿Qué significa en dinero?
report-answer-question = ¿Qué respondió el prestador?
report-ask-question = ¿Qué se pide?
report-does-not-say = Este informe no dice
report-criterion = Se juzga según
report-clause = cláusula { $clause }
report-page = página { $page }
report-agreement-says = El acuerdo dice
report-rank = De dónde viene la norma
report-target = Norma aplicada
report-kind = Tipo de promesa
report-reading = Se lee así: { $reading }
report-verdict = Resultado
report-rule = regla { $rule }
report-grade = Nivel de prueba
report-no-grade = sin nivel de prueba
report-counted-by = quién contó: { $who }
report-how-counted = cómo se contó: { $how }
report-gap = Diferencia
report-over-claim = Declarado por encima de lo encontrado
report-interval = Margen
report-interval-by = nivel { $level }, { $method }
report-money = Dinero
report-no-money-line = A esta promesa no le corresponde ningún importe.
report-not-computed = Qué no se calcula, y por qué
report-codes = Códigos de lo que no se calcula
report-would-lift = Qué cambiaría esto: { $input }
report-working = Cálculo
report-working-of = Cálculo de: { $what }
report-evidence = Evidencia
report-notes = Debe leerse junto con esto
report-sources-short = Fuente
report-findings-short = Hallazgos
report-alt-promised = Prometido: { $value }.
report-alt-limit = Prometido: no más de { $value }.
report-alt-reduction = Prometido: una reducción, { $value }; se lee desde la derecha.
report-alt-claimed = Declarado: { $value }.
report-alt-found = Encontrado: { $value }.
report-alt-no-target = No se prometió ninguna cantidad.
report-alt-no-claim = Nada declarado.
report-alt-no-found = Nada encontrado: nadie independiente lo contó.
report-alt-interval = Margen del valor encontrado: { $interval }.
report-alt-plot-row = { $label }: { $text }.
report-alt-plot-target = Meta: { $target }.
report-formula = Fórmula
report-formula-version = { $formula }, versión { $version }
report-inputs = Datos usados
report-input = Dato
report-value = Valor
report-exact-value = Antes de redondear
report-who-counted = Quién lo contó
report-steps = Pasos
report-step = Paso
report-rounding = Redondeo
report-no-rounding = exacto
report-result = Resultado
report-exclusions = Dejado fuera
report-observations = Observaciones en que se apoya
report-background = El servicio y el acuerdo
report-agreement = Acuerdo
report-legal-type = Tipo de acuerdo
report-funder = Financiador
report-provider = Prestador
report-agreement-value = Valor
report-period = Período
report-payment-basis = Forma de pago
report-covers = Qué abarca
report-obtained = Cómo se obtuvo
report-fingerprint = Huella (SHA-256)
report-versions = Versiones
report-version = Versión
report-effective = Vigente desde
report-changed = Qué cambió
report-applied = aplicada al período examinado
report-tier = Volumen
report-price = Precio
report-rate-gaps = Volúmenes sin precio
report-payments = Pagos
report-amount = Importe
report-what-for = Por qué concepto
report-payer = Quién pagó
report-payee = A quién se pagó
report-made-by = Quién hizo este informe
report-method = Cómo se hizo el trabajo
report-purposes = Por qué se hizo
report-objectives = Preguntas
report-scope = Qué se examinó
report-not-covered = Qué no se examinó
report-samples = Qué se miró y cómo se eligió
report-sample-of = Qué se miró
report-how-many = Cuántos de cuántos
report-frame = Lista de todos los lugares
report-design = Cómo se eligieron
report-chosen = Por qué estos
report-dates = Fechas
report-announced = Anunciadas
report-seed = Semilla del sorteo
report-list-fingerprint = Huella de la lista sellada (SHA-256)
report-field-work = Trabajo de campo
report-instruments = Formularios e instrumentos
report-observers = Quién observó
report-two-observers = Cuánto coincidieron dos observadores
report-access = Qué no se pudo mirar
report-limits = Límites del método
report-comparison = La comparación, promesa por promesa
report-about-all-rows = No se calcula entre promesas
report-plots = Márgenes uno junto a otro
report-other-figures = Otras cifras encontradas
report-no-verdict = Por qué no hay resultado
report-what = Qué se contó
report-column = Está en
report-figure = Cifra
report-category = Categoría
report-count = Cantidad
report-share-of = Parte de { $base }
report-partition = Cada unidad está en una sola categoría.
report-overlapping = Una unidad puede estar en varias de estas categorías.
report-sum = Suma
report-residual = Total menos suma
report-combined = En conjunto
report-published-as = publicado como { $value }
report-checks = Números calculados de nuevo
report-computed-from = Calculado a partir de
report-base = Parte de qué
report-computed = Calculado aquí
report-published = Publicado
report-outcome = Cómo se comparan
report-agrees = coincide
report-differs = difiere
report-not-published = nada publicado
report-refused = no se calcula
report-disagreements = Dónde difiere el valor publicado
report-disagreement-line = { $what }: calculado aquí { $computed }, publicado { $published }.
report-findings = Hallazgos
report-finding = Hallazgo { $number }
report-kept = cumplida
report-about-promises = Sobre las promesas
report-criteria = Qué debería ser
report-condition = Qué se encontró
report-cause = Por qué
report-effect = Qué significa para las personas
report-perspective = Cuántas veces, de cuántas
report-holds-for = Vale para
report-change-our-mind = Qué nos haría cambiar de opinión
report-addressees = Dirigido a
report-replies = Respuestas
report-voices = Voces
report-translation = Traducción
report-consent = Aceptó
report-photographs = Fotografías
report-photograph = Fotografía { $number }
report-more-photographs = Más fotografías
report-photograph-above = Fotografía { $number }, impresa arriba
report-photograph-missing = La fotografía no está en esta copia. Muestra: { $alt }
report-money-section = Dinero, por motivo y estado
report-basis = Motivo
report-no-basis = no se indica el motivo
report-known-or-likely = Conocido o probable
report-lower-limit = límite inferior { $amount }
report-states = Estado y fecha
report-totals = Totales
report-because-added = Por qué pueden sumarse
report-entered = tomado como se publicó, no calculado
report-conclusions = Conclusiones
report-recommendations = Qué se pide
report-to = A quién
report-action = Qué se pide
report-due = Para cuándo
report-state = Estado
report-reply = Respuesta
report-from-findings = Se desprende de
report-responses = Qué respondieron las partes
report-role = Papel
report-was-sent = Qué se había enviado y cuándo
report-received = Respuesta recibida
report-in-full = La respuesta completa
report-in-summary = La respuesta resumida; el texto completo no está publicado
report-about = Sobre
report-whole-report = el informe completo
report-they-say = Qué dicen
report-our-evaluation = Valoración del equipo auditor
report-change-made = Qué se cambió por ello
report-chronology = Qué pasó y cuándo
report-date = Fecha
report-event = Qué pasó
report-earlier-findings = Qué fue de los hallazgos anteriores
report-omissions = Qué se reservó y por qué
report-why = Por qué
report-completeness = Observaciones recibidas, usadas y dejadas fuera
report-stronger = Qué haría esto más sólido
report-workings = Cómo se calcularon los números
report-evidence-index = Evidencia
report-evidence-number = Número
report-by = De
report-origin = Cómo llegó a nosotros
report-supports = Apoya
report-of-the-copy = copia pública
report-sources = Fuentes
report-corrections = Correcciones
report-glossary = Palabras explicadas
report-citing = Cómo citar y comprobar este documento
report-how-to-cite = Cómo citar
report-check-this-document = Comprobar este documento
report-column-reference = Referencia
report-yes = sí
report-no = no
report-table-summary = Resumen
report-table-summary-text = Qué dice el informe en breve y qué no dice.
report-table-comparison = Comparación
report-table-comparison-text = Una fila por cada promesa, lectura y parte. En cada columna está la cifra que cuenta primero; todas están en la tabla de cifras.
report-table-figures = Cifras
report-table-figures-text = Cada cifra de la comparación, con quién la contó y cómo. La fila es la fila de la comparación.
report-table-refusals = No calculado
report-table-refusals-text = Qué no se calculó y por qué, todo en un solo lugar. No calcular también es un resultado.
report-table-other-figures = Otras cifras
report-table-other-figures-text = Cifras que no miden ninguna promesa y no llevan resultado.
report-table-intervals = Márgenes
report-table-intervals-text = Cifras una junto a otra, con el margen en el que está el valor real.
report-table-category-sets = Grupos de categorías
report-table-category-sets-text = Grupos de categorías con sus bases, sus sumas y lo que queda entre total y suma.
report-table-categories = Categorías
report-table-categories-text = Una fila por cada categoría y por cada base de la que es parte. Las categorías que se solapan no se suman.
report-table-checks = Comprobaciones
report-table-checks-text = Números calculados de nuevo, junto al valor publicado. Si los dos difieren, se dice; nada se ajusta.
report-table-money = Dinero
report-table-money-text = Cada importe una vez. Los importes de motivo o estado distinto no se suman.
report-table-money-states = Estados de los importes
report-table-money-states-text = Cada estado de un importe, con su propia fecha y su propio importe.
report-table-money-totals = Totales
report-table-money-totals-text = Los totales permitidos y por qué pueden sumarse.
report-table-agreements = Acuerdos
report-table-agreements-text = Los acuerdos de los que vienen las promesas.
report-table-versions = Versiones
report-table-versions-text = Cada versión de un acuerdo, desde cuándo rige y qué cambió.
report-table-rates = Precios
report-table-rates-text = Precios por volumen, y los volúmenes que no tienen precio.
report-table-payments = Pagos
report-table-payments-text = Importes pagados y qué abarca cada uno.
report-table-method = Método
report-table-method-text = Cómo se hizo el trabajo, punto por punto, con sus límites.
report-table-samples = Muestras
report-table-samples-text = Qué se miró, cuántos de cuántos y cómo se eligieron.
report-table-findings = Hallazgos
report-table-findings-text = Qué debería ser, qué se encontró, cuántas veces, por qué y qué significa. También están los hallazgos de que algo se cumplió.
report-table-recommendations = Recomendaciones
report-table-recommendations-text = Qué se pide, a quién y para cuándo.
report-table-responses = Respuestas
report-table-responses-text = Quién respondió qué y cuándo, y qué se cambió por ello.
report-table-response-texts = Respuestas completas
report-table-response-texts-text = Qué se envió, cada párrafo de cada respuesta, sus puntos con la valoración de cada uno y la valoración del conjunto.
report-table-chronology = Cronología
report-table-chronology-text = Qué pasó y cuándo, en orden.
report-table-earlier = Hallazgos anteriores
report-table-earlier-text = Qué fue de los hallazgos de informes anteriores.
report-table-evidence = Evidencia
report-table-evidence-text = Cada pieza de evidencia con su huella y lo que apoya. Las imágenes no están en este archivo.
report-table-workings = Cálculos
report-table-workings-text = Cómo se calculó cada número: fórmula y resultado. Los datos y los pasos tienen sus propias tablas.
report-table-inputs = Datos usados
report-table-inputs-text = Qué entró en cada cálculo y quién lo contó.
report-table-steps = Pasos
report-table-steps-text = Los pasos de cada cálculo en orden, antes y después de redondear.
report-table-sources = Fuentes
report-table-sources-text = Los documentos y publicaciones en que se apoya el informe.
report-table-around = Fuera y corregido
report-table-around-text = Qué se reservó y por qué, qué observaciones se usaron y cuáles no, y qué se corrigió desde la primera versión.
report-table-glossary = Palabras
report-table-glossary-text = Palabras explicadas.
report-table-columns = Columnas
report-table-columns-text = Cada columna de cada tabla: su nombre en los archivos de datos, qué contiene y su unidad.
report-column-of = { $group }: { $what }
report-column-row = Fila
report-column-part = Parte
report-column-text = Texto
report-column-words = en palabras
report-column-number = como número
report-column-number-text = La cifra como número, en la unidad que está al lado. Vacía si la cifra es un texto, solo una parte, o no se calcula. Una fracción se lleva a 15 dígitos.
report-column-unit = unidad
report-column-numerator = numerador
report-column-denominator = denominador
report-column-numerator-text = Leído de las palabras que están al lado, y solo si coinciden con el valor exacto o con el porcentaje impreso.
report-column-share = parte
report-column-share-text = Numerador entre denominador, o el porcentaje impreso; 1 es el todo.
report-column-qualifier = matiz
report-column-of-words = cuántos de cuántos
report-column-counted-by = quién lo contó
report-column-how = Cómo
report-column-order = Orden
report-column-low = extremo inferior
report-column-high = extremo superior
report-column-range-text = Si el margen está en por ciento, 1 es el todo.
report-column-level = nivel
report-column-by = método
report-column-direction = dirección
report-column-gap = Diferencia
report-column-gap-text = Encontrado menos prometido, en el sentido de la promesa: negativo es que falta.
report-column-code = código
report-column-promise = Promesa
report-column-reading = Lectura
report-column-slice = Lugar, período, parte
report-column-clause = Cláusula
report-column-rule = regla
report-column-reason = motivo
report-column-sentence = en una frase
report-column-because = porque
report-column-kind = Tipo
report-column-title = Título
report-column-day = con día
report-column-day-text = La fecha, si se conoce el día; si no, vacío.
report-column-place = Lugar
report-column-standing = Valor
report-column-where = Dónde
report-column-lift = Qué cambiaría esto
report-column-base = Base
report-column-target = Meta
report-column-money-instead = Dinero: en vez de un importe
report-column-currency = Moneda
report-column-lower-limit = Límite inferior
report-column-party = Parte
report-column-remark = Observación
report-column-file = Imagen: archivo
report-column-width = Imagen: ancho
report-column-height = Imagen: alto
report-column-alt = Imagen: qué se ve
report-column-caption = Imagen: pie
report-column-copy = Huella de la copia pública (SHA-256)
report-column-address = Dirección
report-column-strength = Fuerza
report-column-word = Palabra
report-column-meaning = Significado
report-column-table = Tabla
report-column-head = Encabezado
report-column-name = Nombre en los archivos de datos
report-column-type = Tipo
report-column-stamps = Debe decirse con cada fila
report-sheet-long-numbers = Los números de más de 15 dígitos están aquí como texto, para no perder ningún dígito.
report-sheet-cut = … (cortado aquí: una celda no admite más; el texto entero está en las ediciones CSV y HTML)
report-package-text = Las tablas del informe de evidencia «{ $title }», { $number }.
report-package-guard = Un texto que empieza con =, +, -, @, un tabulador o un salto de línea lleva delante un apóstrofo que no forma parte de él, para que ningún programa lo tome por una fórmula. Los números están tal cual.

## Los siete resultados

verdict-delivered = Cumplida
verdict-partly_delivered = Cumplida en parte
verdict-not_delivered = No cumplida
verdict-wrong_way = Fue en sentido contrario
verdict-not_due = Aún no vence
verdict-cannot_judge = No se puede juzgar
verdict-standard_disputed = Norma en disputa

reason-no_target = sin meta
reason-nobody_looked = nadie miró
reason-could_not_be_inspected = no se pudo inspeccionar
reason-refused = se negó el acceso
reason-promise_unclear = la promesa no es clara
reason-too_few = se vieron muy pocos para decidir

verdict-by-own-count-funder = según el propio recuento del financiador
verdict-by-own-count-provider = según el propio recuento del prestador
verdict-met-by-own-count-funder = cumplida según el propio recuento del financiador, sin comprobar
verdict-met-by-own-count-provider = cumplida según el propio recuento del prestador, sin comprobar
verdict-for-those-seen = para los { $n } vistos
verdict-for-what-was-seen = para lo que se vio

sentence-delivered = Se encontró lo prometido, o más.
sentence-partly_delivered = Se encontró algo, y menos de lo prometido.
sentence-not_delivered = No se encontró nada de lo prometido.
sentence-wrong_way = La cifra se alejó de lo prometido.
sentence-not_due = El plazo para cumplir aún no termina.
sentence-no_target = No hay un número con el cual comparar; por eso no se juzga cuánto se cumplió.
sentence-nobody_looked = Nadie independiente miró; por eso no se juzga cuánto se cumplió.
sentence-could_not_be_inspected = Lo que había que ver no se pudo inspeccionar.
sentence-refused = Se negó el acceso; por eso no se juzga cuánto se cumplió.
sentence-promise_unclear = La promesa se puede leer de más de una manera; por eso no se juzga cuánto se cumplió.
sentence-too_few = Se vieron muy pocos para saber si se alcanzó la meta.
sentence-standard_disputed = Las normas no coinciden, o las partes discuten cuál se aplica. Se muestra cada resultado.
sentence-by-own-count = Nadie independiente contó; la propia cifra de la parte está por debajo de su promesa.

## Niveles de prueba

grade-none = sin prueba
grade-claimed_only = solo declarado
grade-users_said = dicho por usuarios
grade-users_said-n-of-n = dicho por usuarios, { $said } de { $of }
grade-observed_once = observado una vez
grade-corroborated = corroborado
grade-documented = documentado
grade-conflicting = evidencia contradictoria

because-claimed_only = Nadie independiente lo contó ni lo comprobó.
because-users_said = Se apoya en lo que dijeron los usuarios del servicio.
because-observed_once = Una sola mirada, o una fuente que no habla de más.
because-corroborated = Dos o más observadores, visitas o tipos de evidencia.
because-documented = La observación o prueba propia del equipo auditor y un documento.
because-conflicting = La evidencia aceptada se contradice.

## Quién contó

counted-auditor = el equipo auditor
counted-third_party = un tercero
counted-users = usuarios del servicio
counted-funder = el financiador
counted-provider = el prestador
counted-official = una fuente oficial
counted-press = la prensa
counted-not_published = no se publicó quién contó
how-not-published = no se publicó cómo se contó
how-visits = visto en visitas
how-recheck_visits = visto en una segunda revisión
tested-recounted = contado de nuevo por el equipo auditor
tested-traced_to_source = comprobado en su origen por el equipo auditor

## Tipos de promesa

kind-quantity = cantidad
kind-frequency = con qué frecuencia
kind-ratio = cuántos comparten
kind-condition = estado
kind-presence = presencia
kind-time_use = uso del tiempo
kind-outcome = efecto
kind-deadline = plazo
kind-price = precio
kind-eligibility = qué puede pagarse
kind-non_discrimination = trato igual
kind-access = acceso

rank-law = ley o reglamento
rank-agreement = el acuerdo
rank-providers_plan = el plan del propio prestador
rank-published_norm = una norma publicada
rank-auditors_benchmark = la referencia del equipo auditor
rank-stated_by_funder = dicho por el financiador

recurrence-day = al día
recurrence-week = a la semana
recurrence-month = al mes
recurrence-quarter = al trimestre
recurrence-year = al año

target-every = todos
target-at_least = al menos { $value }
target-more_than = más de { $value }
target-at_most = como máximo { $value }
target-fewer_than = menos de { $value }
target-exactly = { $value }
target-between = de { $low } a { $high }
target-times = { $count ->
    [1] una vez { $per }
    [2] dos veces { $per }
   *[other] { $count } veces { $per }
}
target-move_to = de { $baseline } a { $to } ({ $change })
target-move_by = desde { $baseline } en { $by }, hasta { $to } o mejor ({ $change })
target-by = a más tardar el { $date }
target-agreed_rate = el precio acordado
target-supportable_rate = no más de lo que justifica el costo admisible
target-recoverable_sum = la suma que se halló recuperable
target-not_quantified = sin cantidad fijada
target-not_published = no publicado
target-ended = ya no está vigente
target-of = { $target } de { $of }
target-flag-inconsistent = norma contradictoria: el texto y el número no coinciden
target-flag-unclear = texto poco claro
stage-before = antes de { $because }
stage-after = después de { $because }

## Acuerdos

agreement-type-contract = contrato
agreement-type-grant = subvención
agreement-type-intergovernmental = convenio entre entidades públicas
agreement-type-law = ley o régimen legal
agreement-type-licence = licencia
agreement-type-standard = norma publicada
agreement-type-not_produced = no se presentó ningún acuerdo
agreement-no-versions = No hay versiones publicadas.
agreement-tier-from-to = de { $from } a { $to }
agreement-tier-below = menos de { $below }
agreement-tier-above = más de { $above }
agreement-tier-from = { $from } y más
agreement-tier-to = hasta { $to }
agreement-rate-flat = Precio de una unidad ({ $unit })
agreement-rate-tiered = Precio de una unidad ({ $unit }), según { $volume }
payment-basis-fixed_price = precio fijo
payment-basis-cost_reimbursement = reembolso del costo admisible
payment-basis-per_unit = precio por unidad
payment-basis-milestone = por etapas
payment-basis-not_published = no publicado
payment-coverage-same_as_audit = abarca lo que se auditó
payment-coverage-more_than_audit = abarca más de lo que se auditó
payment-coverage-not_published = no se publicó qué abarca

## Muestras

design-census = todas las unidades
design-simple_random = sorteados con igual probabilidad
design-systematic = uno de cada k desde un inicio al azar
design-stratified = sorteados dentro de estratos
design-cluster = sorteados por grupos
design-lqas = control de calidad por lotes
design-judgmental = elegidos, no sorteados
design-convenience = los que estaban a mano, no sorteados
design-not_published = no se publicó cómo se eligieron
design-note-census = Recuento completo: sin error de muestra; queda el error de medición.
design-note-probability = Sorteados al azar; por eso se da un margen para toda la lista.
design-note-lqas = Un lote alcanza su meta o no; nunca es un porcentaje.
design-note-chosen = Los resultados valen para los que se vieron y para nadie más.
sample-n-of-total = { $n } de { $total } { $unit }
sample-n = { $n } { $unit }
sample-n-not-published = no se publicó cuántas unidades ({ $unit }) se vieron
sample-total-by = los { $total } los contó: { $who }
announced-announced = anunciada
announced-unannounced = sin anunciar
announced-both = unas anunciadas, otras no
announced-not_published = no se publicó si se anunció

## Matices, como van delante de una cifra

qualifier-exact = exactamente
qualifier-about = unos
qualifier-almost = casi
qualifier-nearly = cerca de
qualifier-over = más de
qualifier-more_than = más de
qualifier-fewer_than = menos de
qualifier-at_least = al menos
qualifier-at_most = como máximo
qualifier-up_to = hasta
qualifier-estimated = estimado:
qualified = { $qualifier } { $figure }

## Dinero

money-basis-ineligible = no admisible
money-basis-unsupported = sin justificantes
money-basis-unreasonable = no razonable
money-basis-undelivered = no entregado
money-basis-could_be_saved = podría ahorrarse
money-basis-not_published = motivo no publicado
money-certainty-known = conocido
money-certainty-likely = probable (estimado)
money-state-flagged = señalado
money-state-answered = respondido
money-state-sustained = confirmado
money-state-not_sustained = no confirmado
money-state-offered = ofrecido
money-state-rejected = rechazado
money-state-agreed = acordado
money-state-recovered = recuperado
money-state-withdrawn = retirado
money-state-as_published = base según lo publicado
money-at-risk = { $amount } en riesgo: faltan { $short } al precio acordado
money-at-risk-range = de { $low } a { $high } en riesgo: faltan { $short } al precio acordado
money-at-risk-title = Valor de lo que falta: { $promise }
money-on-claimed-units = Un precio hallado sobre unidades que declaró el prestador.
money-not-computed = No se calcula ningún importe.
money-paid-beside = { $paid } ({ $covers }); { $short }. { $why } No se calcula el dinero en riesgo.
money-total-group = importes registrados como separados, sin dinero en común
money-total-all = todos los importes juntos
money-up-to = hasta { $amount }
money-because-disjoint = Están registrados como separados, sin dinero en común, con el mismo motivo y estado.
money-text = Cada importe conserva su motivo, su estado y sus fechas. Los importes de motivo o estado distinto no se suman.
money-none = A esta auditoría no le corresponde ningún importe de dinero, y no falta ninguno.

## Respuestas

reply-agrees = de acuerdo
reply-partly_agrees = de acuerdo en parte
reply-disagrees = en desacuerdo
reply-declined = prefirió no responder
reply-no_reply_by_the_date = sin respuesta en el plazo
reply-not_published = ninguna respuesta publicada
reply-derived = se deduce de lo dicho, no se declaró así
reply-sent-nothing = No consta que se haya enviado nada a esta parte antes de publicar.
role-funder = financiador
role-provider = prestador
role-auditor = auditor
role-regulator = regulador
role-users = usuarios
role-other = otro
role-two = { $one } y { $two }

cause-known = conocida
cause-alleged = según se afirma
cause-not_determined = no determinada

evidence-physical = visto o fotografiado
evidence-documentary = documento
evidence-testimonial = lo que dijo alguien
evidence-analytical = calculado
evidence-drawn = dibujado para practicar

purpose-service_exists = saber si el servicio existe
purpose-campaign_evidence = dar evidencia a una campaña
purpose-delivered_as_intended = saber si un servicio financiado se presta como se previó
purpose-protect_beneficiaries = proteger a las personas a quienes se dirige
purpose-protect_payers = proteger a las personas que lo pagan
purpose-improve_problem_solving = mejorar la manera de resolver problemas
purpose-social_change = cambio social

## Lo que dice una comparación. Las cifras llegan listas para imprimir.

fact-of-promised = { $found } de { $promised } { $unit } ({ $percent })
fact-short = faltan { $short }: { $percent } de { $promised }
fact-surplus = { $surplus } más que los { $promised } prometidos
fact-beyond-limit = { $beyond } por encima del límite de { $limit } { $unit }
fact-within-limit = dentro del límite de { $limit } { $unit }
fact-in-order = { $count } de { $of } en orden ({ $percent })
fact-not-in-order = { $count } de { $of } no están en orden ({ $percent })
fact-left-out = { $not_inspectable } no se pudieron inspeccionar y en { $refused } se negó el acceso; del total de { $all } es { $percent }
fact-at-least-once = { $count } de { $of } al menos una vez ({ $percent })
fact-not-at-all = { $count } de { $of } ninguna vez ({ $percent })
fact-missed-bounds = solo límites: { $due } debidas ({ $units } x { $times }), faltaron al menos { $least } y como máximo { $most }
fact-rate-against-target = { $rate } de { $of }, frente a una meta de { $target }
fact-attainment = { $attainment } de la meta
fact-points-short = faltan { $points } puntos porcentuales
fact-whole-units-short = faltan { $short } para { $needed } ({ $target } de { $of } es { $exact })
fact-range-short = faltan de { $least } a { $most } para { $low } a { $high } { $unit }
fact-part-of-whole = { $part } de { $whole } { $unit } ({ $percent })
fact-activity = { $activity }: { $hours } de { $whole } { $unit } ({ $percent }, cerca de { $whole_percent })
fact-unrecorded = de { $rest } { $unit } del total no hay registro
fact-interval = { $percent } ({ $low } a { $high })
fact-would-decide = habría que ver unos { $n } para decidir
fact-only-all-would-decide = solo se podría decidir viéndolos todos
fact-lot-reaches = { $count } de { $of } en orden, más de { $decision }: alcanza la meta
fact-lot-does-not-reach = { $count } de { $of } en orden, no más de { $decision }: no alcanza la meta
fact-absent = de { $due } esperados faltaron { $absent }: { $authorised } con permiso, { $unexplained } sin explicación
fact-users-per-unit = { $low } por unidad que funciona ({ $working } funcionan), frente a { $limit }
fact-users-per-unit-between = de { $low } a { $high } por unidad que funciona ({ $working } funcionan), frente a { $limit }
fact-no-working-unit = ninguna unidad funciona
fact-wrong-way = fue en sentido contrario: { $change } frente a una meta de { $target }
fact-change = { $change } frente a una meta de { $target } ({ $attainment } de ella)
fact-required-change = se pedía: de { $baseline } a { $to }, un cambio de { $difference } ({ $change }); un recuento entero debe llegar a { $whole } o mejor
fact-done-in-time = hecho el { $done }, plazo hasta el { $due }
fact-done-late = hecho el { $done }, { $days } días después del { $due }
fact-price-as-agreed = cobrado { $billed }, acordado { $agreed } en la versión { $version }
fact-price-above-agreed = cobrado { $billed }, { $beyond } por encima de lo acordado, { $agreed }, en la versión { $version }
fact-recovered = volvieron { $recovered } de { $of } ({ $percent })
fact-of-amount-looked-at = { $amount } de { $of } examinados ({ $percent })
fact-share-plain = { $count } de { $of } ({ $percent })
fact-input-rounding-explains = la diferencia cabe en el redondeo de los datos publicados
fact-input-rounding-does-not-explain = el redondeo de los datos publicados no explica la diferencia
fact-truncation-fits = cortar en vez de redondear daría la cifra publicada
fact-fits-if-at-most = concuerda si «{ $input }» es como máximo { $limit }
fact-fits-if-at-least = concuerda si «{ $input }» es al menos { $limit }
gap-short = faltan { $amount } { $unit }
gap-surplus = { $amount } { $unit } de más
gap-met = como se prometió
over-claim-text = se declararon { $amount } { $unit } más de lo que se encontró
under-claim-text = se declararon { $amount } { $unit } menos de lo que se encontró

## Celdas de una fila

cell-nobody-looked = nadie miró
cell-no-claim = no se publicó ninguna declaración
cell-nothing-since = nada publicado
cell-no-drawing = —
cell-answered-whole = respondido en conjunto, véanse las respuestas
cell-standing-set_aside = guardado al lado, no usado: { $why }
cell-standing-context = mostrado al lado, no juzgado
cell-on-the-days-billed = sobre unidades que declaró el prestador
cell-also-given = la misma parte también dio: { $what }
slice-join = { $one } · { $two }

## Comprobaciones

check-group-derivation = Calculado a partir de otras cifras
check-group-reconciliation = Sumas y sus partes
check-group-published = Partes según lo publicado
check-group-recovery = Dinero que volvió
check-sum = suma de las partes
check-total = total indicado
check-residual = total menos suma
check-residual-zero = resto 0
check-recomputed = calculado de nuevo
check-amount-looked-at = del importe examinado
check-unrounded = antes de redondear { $value }
check-agrees = coincide con la precisión publicada
check-within-one = difiere en uno en la última cifra; se anota, no se ajusta
check-disagrees = difiere; se anota, no se ajusta
check-of = { $part } de { $whole }
check-two-ways = { $exact } (con un decimal { $short })
check-parts = { $parts } frente a { $total }
check-coverage = Cuánto de la lista se vio: { $unit }
check-not-seen = { $n } sin ver

## Lo que no se calcula: el motivo en una frase, y qué lo cambiaría

refusal-NO_FOUND_FIGURE = Nadie independiente lo contó; el resultado se apoya en lo declarado y así lo dice.
    .lift = que el equipo auditor o un tercero cuente o compruebe esta cifra
refusal-WHO_COUNTED_UNKNOWN = No se publicó quién contó esta cifra; por eso queda en Declarado.
    .lift = quién la contó y cómo
refusal-CLAIMS_DIFFER = La parte dio cifras que no coinciden; se conservan todas y no se elige ninguna.
    .lift = una sola cifra aclarada, con sus registros
refusal-USERS_N_UNKNOWN = Lo dijeron usuarios, pero no se publicó cuántos de cuántos preguntados.
    .lift = cuántos lo dijeron, de cuántos preguntados
refusal-NO_TARGET = La promesa no fija una cantidad; por eso no se juzga cuánto se cumplió.
    .lift = un número, un límite o una fecha en el acuerdo o en otra norma
refusal-NOT_OBSERVED = Esta obligación no se comprobó; por eso no se juzga.
    .lift = una observación independiente
refusal-BASE_UNKNOWN = No se publicó la base de esta parte, o su estado; por eso nada se apoya en ella.
    .lift = el total del que es parte, y si eso fue señalado o decidido
refusal-VISITS_NOT_COUNTED = «Al menos una vez» no cuenta visitas; por eso no se calcula cuántas hubo.
    .lift = un registro de cada visita
refusal-MONEY_COVERS_MORE = El pago abarca otros lugares o períodos que la auditoría; por eso no se multiplica por lo que falta.
    .lift = lo que se pagó solo por estos lugares y este período
refusal-CENSUS_NO_INTERVAL = Se contaron todas las unidades; no hay error de muestra ni margen.
    .lift = nada: un recuento completo no necesita margen; queda el error de medición
refusal-OVERLAPPING_CATEGORIES = Una unidad puede estar en varias de estas categorías; por eso no se suman.
    .lift = un registro de cada unidad
refusal-WRONG_WAY_NO_RATIO = La cifra se alejó de la meta; por eso no se imprime qué parte de la meta es.
    .lift = una cifra que se acerque a la meta
refusal-CRITERION_INCONSISTENT = El texto y el número de la promesa no coinciden; se evalúan los dos y no se elige ninguno.
    .lift = una modificación que diga cuál se aplica
refusal-UNIT_PRICE_UNKNOWN = No hay precio por unidad; por eso no se calcula ningún importe.
    .lift = el precio de una unidad
refusal-BASIS_FIXED_PRICE = Con precio fijo, una diferencia de costo es un importe en discusión, no una deuda.
    .lift = una decisión de que el precio sigue al costo
refusal-BASIS_UNKNOWN = No se publicó la forma de pago; por eso ningún importe se llama recuperable.
    .lift = la forma de pago en el acuerdo
refusal-PAID_NOT_BY_RESULT = El pago no depende de este resultado; por eso no alcanzarlo no se convierte en dinero.
    .lift = una cláusula que una el pago al resultado
refusal-MONEY_NOT_ADDED = Estos importes difieren en motivo o estado, o pueden solaparse; por eso no se suman.
    .lift = un registro de que no tienen dinero en común, con el mismo motivo y estado
refusal-NOT_PROBABILITY_SAMPLE = Las unidades se eligieron, no se sortearon; por eso no hay margen ni se extiende el resultado.
    .lift = una muestra sorteada al azar
refusal-SAMPLE_NOT_PUBLISHED = No se publicó cuántas unidades se vieron o cómo se eligieron; por eso no hay margen.
    .lift = cuántas se vieron y cómo se eligieron
refusal-SINGLE_OBSERVATION = Una sola observación muestra que hubo una desviación y no da un porcentaje.
    .lift = más observaciones
refusal-BEYOND_FRAME = El resultado vale para los lugares y el período examinados y no más allá.
    .lift = examinar los otros lugares o períodos
refusal-PERIODS_NOT_MIXED = Las cifras son de períodos distintos o que se solapan; por eso no se suman ni se comparan.
    .lift = cifras del mismo período
refusal-RATIO_NO_DISTRIBUTION = Solo se publicaron valores sueltos, no cómo se reparten; por eso no se calcula ningún porcentaje.
    .lift = cuántos comparten cada unidad
refusal-VERSIONS_MIXED = En este período rigen dos versiones del acuerdo; por eso se divide antes de calcular.
    .lift = cifras de la parte del período de cada versión
refusal-UNITS_DIFFER = Las unidades son distintas; por eso las cifras no se comparan.
    .lift = una cifra en la unidad de la promesa
refusal-NOT_NETTED = Lo de más en un lugar no compensa lo de menos en otro; por eso no se descuentan.
    .lift = nada: lo que falta y lo que sobra se imprimen lado a lado
refusal-INSTANCES_NOT_UNITS = Esto cuenta problemas, no lugares; por eso no se calcula qué parte de los lugares es.
    .lift = un registro de cada lugar
refusal-AMBIGUOUS_NUMBER = Este número se puede leer de dos maneras; por eso se vuelve a preguntar.
    .lift = el número escrito sin un separador dudoso
refusal-TIER_GAP = La tabla de precios deja este volumen sin definir; por eso no se elige ningún precio.
    .lift = una modificación que diga el precio de este volumen
refusal-COUNTS_CONTRADICT = Una parte es mayor que el todo del que es parte; por eso no se calcula nada con ellos.
    .lift = recuentos que puedan ser ciertos a la vez
refusal-NOTHING_TO_SAMPLE = No hay de dónde sortear, o no se sorteó nada.
    .lift = una lista con al menos una unidad
refusal-CLUSTERED_NO_DESIGN_EFFECT = Las unidades se sortearon por grupos o estratos y no se da el efecto de diseño; por eso no hay margen.
    .lift = los resultados de cada grupo o estrato
refusal-ROUNDS_NOT_COMPARABLE = Las dos rondas no tienen la misma promesa, pregunta y método; por eso no se comparan.
    .lift = una ronda con la misma pregunta y el mismo método
refusal-PAIRED_DATA = Las observaciones van por pares; por eso se comparan par por par.
    .lift = nada: los pares tienen su propia prueba
refusal-PAIRS_INCOMPLETE = Algunos pares están incompletos y quedan fuera.
    .lift = los registros que faltan
refusal-NO_VARIANCE = Una sola unidad no muestra variación; por eso no hay margen.
    .lift = una segunda unidad en cada estrato o grupo
refusal-STRATUM_NOT_SAMPLED = No se tomó muestra de un estrato que forma parte del total; por eso no hay total.
    .lift = una muestra de ese estrato
refusal-CLASS_NOT_A_RATE = Que un lote alcance su meta o no, no es un porcentaje.
    .lift = una muestra bastante grande para dar un porcentaje
refusal-NOT_INDEPENDENT = Los dos registros no se hicieron por separado; por eso que coincidan no dice nada.
    .lift = registros hechos por separado
refusal-VISITS_ANNOUNCED = Las visitas anunciadas y las no anunciadas no se cuentan juntas.
    .lift = los recuentos de cada clase
refusal-INDICATORS_NOT_AVERAGED = Los puntajes de preguntas distintas no tienen una escala común; por eso no se promedian.
    .lift = nada: cada pregunta conserva su puntaje
refusal-TOO_FEW_TO_SHOW = Respondieron muy pocas personas para mostrar el puntaje.
    .lift = más respuestas

refusal-detail-frame = Examinado: { $frame }.
refusal-detail-beyond = No examinado: { $beyond }.
refusal-detail-tier = Versión { $version }, { $counts }: { $volume }.

## Fechas, números y valores

month-1 = enero
month-2 = febrero
month-3 = marzo
month-4 = abril
month-5 = mayo
month-6 = junio
month-7 = julio
month-8 = agosto
month-9 = septiembre
month-10 = octubre
month-11 = noviembre
month-12 = diciembre
date-day = { $day } de { $month } de { $year }
date-instant = { $date }, { $time } UTC
date-month = { $month } de { $year }
date-not-published = fecha no publicada
period-from-to = { $from } a { $to }
period-from = desde { $from }
period-to = hasta { $to }
number-both = { $shown } ({ $plain })
value-at-least-once = { $count } de { $of } { $unit } al menos una vez
value-part = { $part } de { $whole } { $unit }
value-rate = { $price } por cada uno de { $units } { $unit }
value-sharing = { $users } usuarios para { $units } unidades
value-recount = { $recounted } contados de nuevo de { $reported } informados
unit-percentage-points = puntos porcentuales
rounding-text = a { $decimals } decimales, { $mode }
rounding-half_away_from_zero = la mitad se aleja de cero
rounding-half_even = la mitad al par
rounding-up = alejándose de cero
rounding-down = cortado
rounding-ceil = hacia arriba
rounding-floor = hacia abajo
interval-wilson = Wilson
interval-wilson_effective = Wilson, corregido para una lista finita
interval-clopper_pearson = Clopper y Pearson, exacto
interval-newcombe_difference = Newcombe
interval-stratified_normal = estratificado, normal
interval-stratified_t = estratificado, t de Student
interval-cluster_t = por grupos, t de Student

## Frases de un informe

stamp-practice = Práctica: inventado
stamp-restated = Reproducido de { $body }, { $date }; no es una auditoría de esta organización
stamp-restated-through = Reproducido de { $body }, a través de { $through }, { $date }; no es una auditoría de esta organización
summary = { $count ->
    [one] Una promesa: { $parts }.
   *[other] { $count } promesas: { $parts }.
  }
summary-all-kept = { $count } de { $count } promesas cumplidas.
summary-kept = { $count ->
    [one] { $count } cumplida
   *[other] { $count } cumplidas
  }
summary-partly = { $count ->
    [one] { $count } cumplida en parte
   *[other] { $count } cumplidas en parte
  }
summary-not = { $count ->
    [one] { $count } no cumplida
   *[other] { $count } no cumplidas
  }
summary-wrong = { $count ->
    [one] { $count } fue en sentido contrario
   *[other] { $count } fueron en sentido contrario
  }
summary-disputed = { $count } con norma en disputa
summary-not-due = { $count ->
    [one] { $count } aún no vence
   *[other] { $count } aún no vencen
  }
summary-cannot = { $count ->
    [one] { $count } no se puede juzgar
   *[other] { $count } no se pueden juzgar
  }
four-promised = { $count ->
    [one] una promesa
   *[other] { $count } promesas
  }
four-versions = { $count } versiones del acuerdo
four-claimed = { $count ->
    [one] una declaración
   *[other] { $count } declaraciones
  }
four-found = { $count ->
    [one] un resultado publicado
   *[other] { $count } resultados publicados
  }
four-found-lines = { $count ->
    [one] un importe
   *[other] { $count } importes
  }
four-found-nothing = nadie miró
four-visits = { $count ->
    [one] una visita
   *[other] { $count } visitas
  }
how-sure-sample = { $frame }: { $n }, { $design }.
how-sure-grades = Qué tan bien probadas están las filas: { $grades }.
reply-none = No se ha publicado ninguna respuesta.
reply-line = { $party }: { $state }.
asked-line = { $to }: { $action }
asked-line-due = { $to }: { $action } Plazo: { $due }.
money-paid = { $amount } pagados
money-line-in-short = { $amount }: { $what } ({ $basis }, { $state }).
money-and-more = { $count ->
    [one] Y un importe más en la sección de dinero; no se suman.
   *[other] Y { $count } importes más en la sección de dinero; no se suman.
  }
made-by-auditor = Auditoría de
made-by-interests = Intereses declarados
agreement-tier-all = todo volumen
agreement-subcontractors = Trabajo encargado a
agreement-note = Nota
method-places = Lugares: { $places }.
method-visits-term = Visitas
method-visits = { $count ->
    [one] Una visita, { $days }, de { $observers }.
   *[other] { $count } visitas, { $days }, de { $observers }.
  }
sample-coverage = Se vio { $percent } de la lista; { $n } quedaron sin ver. La lista la contó: { $who }.
other-no-verdict = Por sí sola no mide ninguna promesa; por eso no lleva resultado.
published-as = publicado como «{ $value }»
finding-holds-for = lo que se examinó; no para { $beyond }
voice-consent = que las palabras se muestren a todos, sin nombre
voice-consent-read-back = que las palabras se muestren a todos, sin nombre; leídas de nuevo y confirmadas
chronology-version = Acuerdo, { $version }: { $changed }
stronger-line = { $lift } ({ $promises })
conclusion-line = { $number }, { $promise } { $verdict }.
conclusion-frame = Estas conclusiones valen para los lugares, las personas y el período examinados y no más allá.
plot-shares = Partes encontradas, con el margen en el que está la parte real
omission-accounts = { $count ->
    [one] Un relato
   *[other] { $count } relatos
  }
omission-accounts-why = Las personas que los dieron no aceptaron que se mostraran a todos.
empty-money = No se da ningún importe de dinero. La comparación dice por qué, promesa por promesa.
empty-evidence = La evidencia la guarda la entidad cuya auditoría se reproduce; las fuentes dicen dónde encontrarla.
how-to-cite = { $organisation }: { $title }. Informe de evidencia { $number }, versión { $version }, { $date }.
check-document-term = Cada cifra
check-document = se puede calcular de nuevo desde el archivo del caso con `groundtruth compare { $case }`.

glossary-census = Se contaron todas las unidades; nada queda al azar. Pueden quedar errores de medición.
    .term = Recuento completo
glossary-claimed = Lo que el prestador o el financiador dice que se entregó.
    .term = Declarado
glossary-corroborated = Coinciden dos o más observadores, visitas o tipos de evidencia independientes.
    .term = Corroborado
glossary-criterion = Aquello que se exige al servicio, con el documento en que está.
    .term = Norma
glossary-denominator = El número del que algo es una parte. Está junto a cada porcentaje.
    .term = Denominador
glossary-documented = La observación o prueba propia del equipo auditor va junto con un documento.
    .term = Documentado
glossary-found = Lo que una observación independiente encontró en el momento de la visita.
    .term = Encontrado
glossary-frame = La lista de todos los lugares o unidades que se podían haber mirado.
    .term = Lista de todos los lugares
glossary-interval = El margen en el que está la parte real con 95% de confianza, cuando las unidades se sortearon al azar.
    .term = Margen
glossary-observed-once = Una sola mirada, de un observador, o una fuente que no habla de más.
    .term = Observado una vez
glossary-promised = Lo que pide el acuerdo, una ley, una norma publicada u otra referencia.
    .term = Prometido
glossary-refusal = Una cifra que no se da, con el motivo y lo que lo cambiaría. Es un resultado como cualquier otro.
    .term = No calculado

## Páginas web

web-skip = Ir al contenido
web-nav = Páginas
web-nav-audits = Auditorías
web-nav-drawing = Cómo leer el dibujo
web-nav-components = Componentes
web-top = Volver arriba
web-language = Idioma
web-foot = Ninguna página de aquí le sigue, carga nada de otro sitio ni necesita un programa en su navegador.
web-to-start = Ir a la primera página
web-home-title = ¿Se cumplió?
web-home-heading = ¿Se cumplió?
web-home-lead = Se pagó un servicio con dinero público. Aquí puede leer, promesa por promesa, qué debían recibir las personas y qué se encontró cuando alguien fue a ver.
web-home-words = Cuatro palabras
web-word-promised = Lo que el acuerdo, la ley o una norma dice que las personas deben recibir.
web-word-claimed = Lo que el prestador o el financiador dice que se entregó.
web-word-found = Lo que alguien independiente vio o contó, y qué tan bien está probado.
web-word-since = Lo que respondió el prestador, lo que se arregló, el dinero que volvió.
web-lesson-promised = 100 baños
web-lesson-claimed = 90 baños
web-lesson-found = 60 baños
web-lesson-range = 50 y 69
web-lesson-caption = Un ejemplo inventado: 100 prometidos, 90 declarados, 60 encontrados.
web-lesson-rule = La parte vacía del contorno es lo que las personas no recibieron. Las rayas más largas que la barra llena se declararon y no se encontraron.
web-mark-promised = El contorno es lo que se prometió.
web-mark-claimed = Las rayas son lo que se declaró.
web-mark-found = La barra llena es lo que se encontró.
web-mark-range = La línea fina es el margen en el que está el valor real, cuando solo se miró una parte.
web-tour = Dos minutos, tres auditorías
web-tour-mshengu-toilets = Lo prometido frente a lo encontrado
    .look = El extremo blanco del contorno son los 90 baños que no estaban. El informe no da ningún importe de dinero y dice por qué.
web-tour-lahsa-outreach = Declarado no es encontrado
    .look = Solo contó el prestador; por eso hay rayas y ninguna barra llena. Ni según su propio recuento se cumplió la promesa.
web-tour-seniors-meals = Todas las promesas cumplidas
    .look = Un informe sin fallas también está completo. Aquí no hay dibujo porque no se publicó ningún número: las palabras dicen lo que se vio.
web-audits = Todas las auditorías
web-audits-note = Cada una la publicó la entidad que se nombra, y aquí se calcula de nuevo, número por número. Una es inventada, para practicar.
web-audits-none = Aún no hay ninguna auditoría publicada. Cuando se publique una, estará aquí.
web-report-of = Informe completo: { $title }
web-ways = Páginas de esta auditoría
web-way-comparison = Comparación
web-way-findings = Hallazgos y respuestas
web-way-chronology = Qué pasó y cuándo
web-way-method = Método y fuentes
web-way-report = Informe completo
web-comparison = La comparación
web-working = cálculo
web-filter = Elegir qué promesas se muestran
web-filter-verdict = Resultado
web-filter-grade = Nivel de prueba
web-filter-counted = Quién contó
web-filter-sort = Orden
web-filter-any = todos
web-filter-show = Mostrar
web-filter-shown = { $count ->
    [one] Se muestra { $shown } de una fila.
   *[other] Se muestran { $shown } de { $count } filas.
  }
web-filter-all = Mostrar todo
web-filter-nothing = Ninguna promesa es así. Elija menos, o muestre todo.
web-sort-number = como se acordó
web-sort-gap = la mayor diferencia primero
web-sort-verdict = el peor resultado primero
web-rows-none = Aún no se ha comparado ninguna promesa. El método dice qué se prevé.
web-editions = Llévese el informe
web-editions-none = No se pudo hacer el informe. Estas páginas están completas; vuelva a intentarlo más tarde.
web-edition-html = El informe completo en una página, para leer o imprimir
web-edition-json = Cada número con su cálculo, para programas
web-edition-pdf = El informe completo como documento, para imprimir o enviar
web-edition-xlsx = Todas las tablas como hoja de cálculo
web-edition-csv = La comparación como tabla sencilla
web-edition-zip = Todas las tablas como archivos sencillos, con su descripción
web-promises = Promesas
web-promise-rows = { $count ->
    [one] A esta promesa le corresponde una fila.
   *[other] A esta promesa le corresponden { $count } filas. Están una junto a otra y no se promedian.
  }
web-promise-row = Fila { $number }
web-promise-judged = Cuánto se cumplió
web-promise-before = Anterior: { $number }
web-promise-after = Siguiente: { $number }
web-criterion-source = Norma
web-figures = Las cifras y quién las contó
web-formula-version = versión { $version }
web-working-title = Cálculo { $number } de «{ $title }»
web-working-heading = Cálculo { $number }
web-working-page = { $number } en su propia página
web-working-for = Corresponde a
web-working-again = Cualquiera puede repetirlo con los datos de arriba; los valores exactos son fracciones cuando un decimal redondearía.
web-evidence = Evidencia { $number }
web-evidence-none = Aquí no se guarda ninguna pieza de evidencia. Las fuentes de abajo dicen quién la guarda.
web-sources-none = No se nombra ninguna fuente.
web-agreements = Los acuerdos
web-replies-none = Aquí aún no ha respondido nadie. Una respuesta se imprime completa junto al hallazgo.
web-chronology-none = No se publicó ninguna fecha. La comparación dice qué se encontró.
web-findings-heading = Hallazgos y respuestas
web-findings-none = No hay ningún hallazgo escrito. La comparación dice qué se encontró, promesa por promesa.
web-page-before = Página anterior
web-page-after = Página siguiente
web-page-first = Esta es la primera página
web-page-last = Esta es la última página
web-page-now = Página { $now } de { $of }
web-error-400 = Esta dirección no se puede leer
    .safe = No se cambió nada.
    .next = Revise el final de la dirección, o empiece de nuevo.
web-error-404 = En esta dirección no hay nada
    .safe = No se perdió nada. Puede que la auditoría tenga otro nombre, o que la dirección esté cortada.
    .next = La primera página muestra todas las auditorías.
web-error-405 = Esta página solo se puede leer
    .safe = No se cambió nada.
    .next = Abra la dirección sin enviar nada.
web-error-421 = Estas páginas tienen otro nombre
    .safe = No se mostró nada, porque se pidió un nombre que no es el suyo.
    .next = Use la dirección que le dieron. En la máquina que las sirve, es la que el programa mostró al empezar.
web-error-500 = No se pudo hacer esta página
    .safe = La falla es nuestra, no se perdió nada, y las demás páginas siguen funcionando.
    .next = Inténtelo de nuevo. Si sigue así, dé el número de abajo a quien maneja el programa.
web-error-503 = Esto tarda más de lo debido
    .safe = No se perdió nada.
    .next = Espere un minuto e inténtelo de nuevo.
web-error-request = Número de esta petición: { $request }
web-components-title = Componentes
web-components-lead = De qué están hechas estas páginas. Cada pieza lleva una frase sobre cuándo usarla, y valores que rompen el diseño: una palabra muy larga, un número muy grande, nada en absoluto, y palabras que van de derecha a izquierda.
web-component-type = Letra
    .guide = Con remates para los títulos y la respuesta, sin remates para lo demás, cifras del mismo ancho; como máximo tres tamaños a la vista.
web-component-type-sample = Se encontraron 256 de 346
web-component-colour = Color
    .guide = Tinta sobre papel, un solo color de realce; los colores de los resultados, solo junto a su palabra y su forma.
web-component-contrast = contraste { $light } en claro, { $dark } en oscuro
web-component-verdict = Resultado
    .guide = Una palabra con su propia forma, para que resista el blanco y negro; un motivo o un matiz va en la misma línea.
web-component-grade = Nivel de prueba
    .guide = Siempre bajo el resultado, calculado a partir de la evidencia y nunca escrito a mano.
web-component-number = Un número
    .guide = Va con su unidad o con cuántos de cuántos, y con quién lo contó; donde no hay número, va una frase en su lugar.
web-component-working = Cálculo
    .guide = Se abre desde cada número: qué entró y quién lo contó, cada paso exacto y como se muestra, el resultado.
web-component-row = Una fila de la comparación
    .guide = Promesa, tres números en el mismo orden, un dibujo; en una pantalla estrecha, el mismo orden de arriba abajo.
web-component-row-empty = Una promesa de la que aún no se sabe nada.
web-component-bar = Prometido, declarado y encontrado
    .guide = Una sola escala desde cero; no se usa donde la medida no encaja con la promesa.
web-bar-kept = Declarado y encontrado como se prometió.
web-bar-claimed-more = Se declaró más de lo que se encontró.
web-bar-range = Se miró una parte: el margen en el que está el valor real.
web-bar-zero = Se declaró y no se encontró nada: un borde grueso.
web-bar-nobody = Se declaró y nadie miró.
web-bar-surplus = Más de lo prometido.
web-bar-between = Se prometió un margen.
web-bar-limit = Se prometió no pasar de esto.
web-bar-reduction = Se prometió menos que antes: se lee desde la derecha.
web-component-quotation = Palabras de un acuerdo
    .guide = Se citan tal cual, con el documento, la cláusula y la página debajo.
web-component-quotation-words = Cada baño estará fijado al suelo.
web-component-quotation-place = Acuerdo del 1 de marzo de 2024, cláusula 4.5, página 8
web-component-evidence = Evidencia
    .guide = Primero su número, luego qué es, de cuándo y de quién; la huella está a un clic.
web-component-field = Un campo
    .guide = El rótulo arriba, la ayuda debajo, el error entre rótulo y campo, en palabras; lo escrito se conserva.
web-component-field-place = Lugar
web-component-field-hint = El nombre que usa la gente de allí.
web-component-field-count = ¿Cuántos había?
web-component-field-error = Es más que los 40 prometidos. Revíselo, o diga por qué.
web-component-field-send = Guardar
web-component-table = Tabla
    .guide = Para valores de una clase que se comparan; se apila donde no hay sitio, y sigue siendo tabla para quien escucha.
web-component-table-caption = Almuerzos en marzo
web-component-table-place = Lugar
web-component-timeline = Qué pasó y cuándo
    .guide = En orden, cada hecho bajo la palabra que le corresponde.
web-component-timeline-signed = Se firmó el acuerdo.
web-component-timeline-visited = Dos observadores hicieron una visita.
web-component-empty = Nada que mostrar
    .guide = Dice qué significa que no haya nada y qué hacer ahora.
web-component-pagination = Páginas de una lista
    .guide = Solo donde una lista pasa de 25; dice dónde se está y nunca salta sola.

## Correos
mail-automatic = Este correo lo escribió el programa con el que { $organisation } lleva su trabajo.
mail-invitation-subject = { $organisation } le invita
mail-invitation-what = { $organisation } le invita a participar en su trabajo ({ $work }).
mail-invitation-follow = Abra esta dirección para empezar. Sirve una sola vez, hasta el { $until }.
mail-invitation-unknown = Si no sabe por qué recibió esto, no haga nada: sin la dirección nadie puede actuar en su nombre.
mail-reset-subject = Una nueva contraseña para { $organisation }
mail-reset-what = Alguien, probablemente usted, pidió una nueva contraseña para { $organisation }.
mail-reset-follow = { $count ->
    [one] Abra esta dirección para elegir una. Sirve una sola vez, durante un minuto.
   *[other] Abra esta dirección para elegir una. Sirve una sola vez, durante { $count } minutos.
}
mail-reset-unknown = Si no fue usted, no haga nada: su contraseña sigue como está.
mail-changed-subject = { $organisation }: cambió algo con lo que usted entra
mail-changed-password = Su contraseña de { $organisation } se cambió el { $when }.
mail-changed-address = La dirección de correo de su cuenta en { $organisation } se cambió el { $when }.
mail-changed-second-factor = El segundo paso para entrar en { $organisation } se cambió el { $when }.
mail-changed-recovery-codes = Se hicieron nuevos códigos de recuperación de { $organisation } el { $when }.
mail-changed-token = Se hizo una clave para programas en su cuenta de { $organisation } el { $when }.
mail-changed-by-you = Si fue usted, no hay nada que hacer. Si no, cierre aquí todas las sesiones ahora mismo y avise a su administrador:
mail-test-subject = { $organisation }: el correo funciona
mail-test-what = Esto es una prueba, enviada el { $when }. Si puede leerla, { $organisation } puede enviar correo.

## La página de quien maneja el programa
operations-title = Cómo está el programa
operations-well = Todo está en orden.
operations-unwell = Algo necesita atención. Abajo se dice qué es.
operations-health = Estado
operations-check-database = Base de datos
operations-check-schema = Esquema
operations-check-disk = Disco
operations-check-in-order = en orden
operations-check-failed = no está en orden
operations-database-size = Tamaño de la base de datos
operations-schema = Versión del esquema
operations-pending = espera a ser aplicado: { $name }
operations-jobs = Trabajo en espera
operations-jobs-by-state = Tareas por estado
operations-jobs-open = Tareas sin terminar
operations-jobs-none = Ninguna tarea espera y ninguna falló.
operations-waiting-since = La tarea que más espera debía hacerse desde { $when }.
operations-nothing-due = No hay nada atrasado.
operations-mail = Correo
operations-mail-off = Los ajustes no dicen cómo se envía el correo. Todo se puede hacer con enlaces.
operations-mails-by-state = Correos por estado
operations-mails-unsent = Correos no enviados
operations-mails-none = Ningún correo espera y ninguno falló.
operations-resend = El correo fallido se envía de nuevo con: groundtruth mail resend
operations-state = Estado
operations-count = Cuántos
operations-name = Qué
operations-tries = Intentos
operations-due = Para
operations-since = Desde
operations-error = Último error
operations-state-queued = espera
operations-state-running = en curso
operations-state-done = hecho
operations-state-sent = enviado
operations-state-dead = falló del todo
