# Todas las palabras que muestra una plantilla. `$count` es un número y elige la forma; `$shown` es el mismo
# número tal como lo escribe la página.

## El marco de cada página
skip-to-content = Ir al texto
menu = Menú principal
footer-menu = Pie de página
breadcrumbs = Está aquí
home = Inicio
feed = Canal de noticias (Atom)
languages = Idiomas
not-translated = Esta página no está traducida; a la página de inicio
colophon = Cada cifra de este sitio enlaza con sus datos. Sin cookies, sin rastreo, sin nada cargado de otros sitios.
demonstration = Demostración
demonstration-notice = Este sitio es una demostración.
draft = Borrador
draft-notice = Borrador: esta página no está publicada.
contents = Índice
nothing-here = Aquí todavía no se ha publicado nada.
not-found-title = Esta página no existe
not-found-text = Puede que la dirección esté mal escrita o que la página se haya movido. Estas páginas llevan más allá.

## Textos
by = Por
list-comma = ,
updated = Actualizado el
corrected = Corregido
data-as-of = Las cifras de este texto son las que se conocían el { $date }.
newer-data = Cifras más recientes:
outdated-translation = El original ha cambiado desde que se tradujo esta página.
read-original = Leer el original
topics = Temas
regions = Regiones
press-contact = Contacto para la prensa
how-to-cite = Cómo citar
related = Siga leyendo
neighbours = Anterior y siguiente
earlier = Anterior
later = Siguiente
corrections = Correcciones
correction-was = El texto decía
correction-now = Ahora dice

## Listas
latest = Lo último
parts = En este sitio
items = { $count ->
    [one] { $shown } texto
    [many] { $shown } de textos
   *[other] { $shown } textos
}
pages = Páginas de esta lista
page-number = Página
newer = Más recientes
older = Más antiguos
archive = Por año
year-title = Noticias de { $year }
topics-title = Temas
topic-summary = Todos los textos sobre «{ $topic }»
topic-figures = «{ $name }» en gráficos
topic-feed = Seguir «{ $name }» (canal Atom)
region-summary = Todos los textos sobre la región «{ $region }»
authors-title = Autores
author-summary = Todos los textos de { $author }
regions-title = Regiones
figures-title = Gráficos
figures-summary = Todos los gráficos de este sitio, con sus datos.
datasets-title = Datos
datasets-summary = Todos los conjuntos de datos de este sitio, para leer y para descargar.
gaps-title = Lo que no se sabe
gaps-summary = Todas las cifras que los conjuntos de datos de este sitio deberían tener y no tienen: buscadas y no halladas, no publicadas o retenidas.
gaps-count = faltan { $absent } de { $total } valores
gaps-holder = Podría publicarlo { $name }
gaps-more = y { $shown } más
known-title = Cuánto se sabe
known-column = Columna
known-values = Valores
known-plain = Cifras simples
known-qualified = Límites, estimaciones, contradicciones
known-absent = Sin cifra
known-gaps = Sin cifra en { $title }:
facts-title = Cifras
fact-used = { $count ->
    [one] en { $shown } texto
    [many] en { $shown } de textos
   *[other] en { $shown } textos
}
facts-summary = Todas las cifras en las que se apoyan los textos de este sitio, y cómo se calculan.

## Gráficos y datos
source = Fuente:
show-table = Tabla y datos
data-table = Las cifras en una tabla
figure-page = El gráfico en su propia página
in-words = En palabras
data = Datos
dataset = Conjunto de datos
figures = Gráficos
facts = Cifras de estos datos
from-dataset = Del conjunto de datos
from-datasets = Calculado a partir de
used-on = Se usa en
download = Descargar
download-csv = CSV
download-json = JSON
dataset-feed = Cambios en estos datos (canal Atom)
download-png = Imagen (PNG)
embed = Muéstrelo en su sitio
embed-how = Copie esto en una página. Muestra el gráfico tal como está aquí, también después de que cambien sus datos.
rows = Filas
row-count = Filas
table-truncated = Estas son las primeras filas de { $shown }. La descarga las contiene todas.
fields = Columnas
revisions = Revisiones
vintages = Cifras anteriores
vintages-note = Cada archivo contiene los datos tal como estaban desde ese día hasta el cambio siguiente. Su dirección no cambia.
changes-revised = { $count ->
    [one] { $shown } valor revisado
    [many] { $shown } de valores revisados
   *[other] { $shown } valores revisados
}
changes-new = { $count ->
    [one] { $shown } valor nuevo
    [many] { $shown } de valores nuevos
   *[other] { $shown } valores nuevos
}
changes-gone = { $count ->
    [one] { $shown } valor retirado
    [many] { $shown } de valores retirados
   *[other] { $shown } valores retirados
}
changes-line-new = { $name }: { $now }
changes-line-revised = { $name }: { $now }, antes { $was }
changes-line-gone = { $name }: sin cifra, antes { $was }
changes-more = y { $shown } más
about-dataset = Sobre los datos
unit = Unidad
coverage = Cobertura
coverage-census = Recuento completo
coverage-registration = Recuento de lo registrado
coverage-convenience = Recopilación de lo que se pudo encontrar
last-updated = Última actualización
next-update = Próxima actualización
licence = Licencia
sources = Fuentes
about-this-number = Sobre esta cifra
computation = Cómo se calcula
computation-note = La cifra se calcula a partir de los datos cada vez que se construye el sitio. Si un texto y los datos no concuerdan, no se publica nada.
type-string = texto
type-integer = número entero
type-number = número
type-boolean = sí o no
type-date = fecha
type-year = año
type-yearmonth = mes
type-quarter = trimestre
type-datetime = fecha y hora
type-list = lista
type-country = país

## Lugares en un orden: 1.º, 2.º
ordinal = { $category ->
   *[other] { $value }.º
}

## Celdas sin valor, y lo que matiza un valor
value-yes = sí
value-no = no
cell-missing = sin cifra
cell-not-found = no encontrado
cell-not-applicable = no procede
cell-suppressed = no se muestra, para proteger a personas
cell-withheld = retenido
flag-approximate = alrededor de { $value }
flag-at-least = más de { $value }
flag-at-most = como máximo { $value }
flag-provisional = { $value } (provisional)
flag-estimated = { $value } (estimación)
flag-derived = { $value } (calculado)
flag-revised = { $value } (revisado)
flag-conflicting = { $value } (las fuentes difieren)
flag-break-in-series = { $value } (ruptura de la serie)

## Datos protegidos. `$marker` ocupa en tablas y gráficos el lugar de cada recuento retenido.
protection-title = Lo que se retiene
protection-withheld = { $count ->
    [one] { $marker } ocupa el lugar de un recuento retenido: se retiene { $shown } de { $total }.
    [many] { $marker } ocupa el lugar de un recuento retenido: se retienen { $shown } de { $total }.
   *[other] { $marker } ocupa el lugar de un recuento retenido: se retienen { $shown } de { $total }.
}
protection-withheld-sums = { $count ->
    [one] { $marker } ocupa el lugar de un recuento o una suma que se retiene: se retiene { $shown } de { $total }.
    [many] { $marker } ocupa el lugar de un recuento o una suma que se retiene: se retienen { $shown } de { $total }.
   *[other] { $marker } ocupa el lugar de un recuento o una suma que se retiene: se retienen { $shown } de { $total }.
}
protection-rule-protect = Los recuentos menores de { $threshold } no se muestran, tampoco el cero, ni otros a partir de los cuales se podrían calcular.
protection-rule-publish = Los recuentos menores de { $threshold } no se muestran, salvo el cero, ni otros a partir de los cuales se podrían calcular.
protection-rule-sums = Una suma no se muestra donde no se muestra su recuento, donde contribuyeron a ella menos de { $threshold } o donde la parte de uno solo es demasiado grande; tampoco otras a partir de las cuales se podría calcular.
protection-why-person = Esto protege a las personas contadas.
protection-why-event = Esto protege a las personas a quienes les sucedió.
protection-refused-small = La tabla por { $columns } se retiene entera: se retendrían todos sus recuentos.
protection-refused-unsafe = La tabla por { $columns } se retiene entera: ninguna de sus partes podría mostrarse sin exponer a personas.
protection-none = Ningún recuento de estas tablas es tan pequeño que deba retenerse.
protection-downloads = En los archivos descargables, una columna vacía en una fila representa todos sus valores juntos, y un recuento o una suma que se retiene queda vacío con el estado «c».
protection-all = Todos
# Entre los nombres de dos columnas: «País por resultado».
protection-by = { " " }por{ " " }
# El nombre de una tabla de sumas: «Concedido, por País por resultado».
protection-of = { $measure }, por { $columns }

## Gráficos. `$scope` es `all` cuando el gráfico tiene una sola serie, sin nombre.
chart-no-data = Sin datos
chart-known = Conocido
chart-unsure = Aproximado
chart-conflict = Las fuentes difieren
chart-bound = Solo un límite
chart-not-found = No encontrado
figure-summary-count = { $count ->
    [one] El gráfico muestra { $shown } valor.
    [many] El gráfico muestra { $shown } de valores.
   *[other] El gráfico muestra { $shown } valores.
}
figure-summary-span = Va de { $first } a { $last }.
figure-summary-one = El único valor es { $value } ({ $name }).
figure-summary-equal = Todos los valores son { $value }.
figure-summary-missing = { $count ->
    [one] Falta { $shown } valor.
    [many] Faltan { $shown } de valores.
   *[other] Faltan { $shown } valores.
}
figure-summary-bounds = { $count ->
    [one] { $shown } valor es solo un límite.
    [many] { $shown } de valores son solo límites.
   *[other] { $shown } valores son solo límites.
}
figure-summary-extremes = { $scope ->
    [all] El valor más alto es { $highest } ({ $highest-name }); el más bajo, { $lowest } ({ $lowest-name }).
   *[series] { $series }: el valor más alto es { $highest } ({ $highest-name }); el más bajo, { $lowest } ({ $lowest-name }).
}
figure-summary-extremes-known = { $scope ->
    [all] De los valores mostrados, el más alto es { $highest } ({ $highest-name }); el más bajo, { $lowest } ({ $lowest-name }).
   *[series] { $series }: de los valores mostrados, el más alto es { $highest } ({ $highest-name }); el más bajo, { $lowest } ({ $lowest-name }).
}
figure-summary-change = { $scope ->
    [all] De { $first } ({ $first-name }) a { $last } ({ $last-name }).
   *[series] { $series }: de { $first } ({ $first-name }) a { $last } ({ $last-name }).
}

## Formularios y privacidad
form-required = Las preguntas marcadas con * requieren respuesta.
form-step = (paso { $number } de { $total })
form-choose = Elija
form-privacy = Qué se hace con sus respuestas:
form-trap = Deje este campo vacío
form-waiting = Enviando…
form-failure = No se ha podido enviar. No se ha recibido nada. Inténtelo más tarde; sus respuestas siguen aquí.
form-timeout = No llegó respuesta a tiempo, y no se sabe si el envío se recibió. Inténtelo de nuevo; sus respuestas siguen aquí.
form-next = Siguiente
form-back = Atrás
form-close = Cerrar
copy-link = Copiar el enlace
copied = Copiado
funding-title = Financiación
privacy-cookies = No se instala ninguna cookie ni se guarda nada en su navegador. Nadie le cuenta ni le sigue.
privacy-own = Las páginas, las tipografías, las imágenes y el único pequeño programa proceden de este sitio; nada se carga de otros.
privacy-referrer = Los sitios a los que llega por un enlace no saben de dónde viene.
privacy-forms = Lo que escribe en un formulario va al servidor que aquí se nombra, y solo cuando lo envía:
privacy-form = se envía a { $host }. Pregunta:
privacy-no-forms = Este sitio no tiene formularios.
explore-figure = Cifras de este gráfico: muévase con las flechas
copy-number = Copiar esta cifra
calendar-title = Calendario de publicación
calendar-summary = Qué se publicará y cuándo. Donde solo figura un mes, el día aún no está fijado.
calendar-time = { $date }, { $time } (hora de { $zone })
calendar-item = Texto
calendar-dataset = Nuevas cifras
calendar-late = con retraso
number-thousand = { $value } mil
number-million = { $value } M
number-billion = { $value } mil M
chart-other = Otros
chart-median = Mediana
chart-mean = Media
chart-lowest = Mínimo
chart-highest = Máximo
finder = Acotar la lista
finder-status = { $shown } de { $total }
finder-remove = Quitar: { $value }
finder-clear = Mostrar todo
finder-more = Mostrar más
finder-search = Palabras de la lista
finder-sort = Orden
sort-usual = Orden de la lista
sort-newest = Primero lo más reciente
sort-oldest = Primero lo más antiguo
facet-all = Todos los valores: { $title } ({ $shown })
facet-title = { $section }: { $value }
facet-letter = Primera letra
facet-year = Año
field-title = Título
field-date = Fecha
field-updated = Actualización
field-topics = Temas
field-regions = Regiones
field-authors = Autores
narrowed-all = La lista completa ({ $shown } entradas)
collection-data = La lista como datos ({ $shown } entradas):
record = En resumen
backlinks = Citado en
deadline-due = Debe revisarse de nuevo antes del
deadline-was-due = Debía haberse revisado de nuevo antes del
deadline-over = Es posible que esta página no esté al día.
offline-title = Para llevar
offline-download = Esta página en un solo archivo
offline-why = Se abre sin conexión y puede reenviarse o imprimirse.
offline-note = Guardado de
map-blank = Nada en la lista
map-note = Cuanto más oscuro es un país, más entradas tiene en la lista. Las fronteras son las de Natural Earth; no expresan la opinión de nadie sobre el estatuto de ningún territorio.
map-list = Por país
map-others = Países de los que solo hay cifras
country-summary = Lo que este sitio sabe de este país ({ $country }): casos, especialistas, guías, noticias y cifras.
country-data = En los datos
country-nothing = Por ahora aquí solo hay cifras.
country-all = Todo sobre este país: { $country }
term-open = ¿Qué significa «{ $term }»?
term-more = Más información
expert-label = Entrada del directorio

## Búsqueda
search-title = Buscar
search-summary = Palabras de los títulos y textos de este sitio. La búsqueda se hace en su navegador; lo que busca no se envía a ninguna parte.
search-words = Palabras
search-go = Buscar ahora
search-none = No se ha encontrado nada con todas estas palabras.
search-plain = La búsqueda necesita un script y su navegador no ejecuta ninguno aquí. Estas listas llevan a todas las páginas:
search-failed = No se pudo cargar el índice. Inténtelo de nuevo.
