# كل كلمة يعرضها القالب. `$count` عدد يختار الصيغة، و`$shown` هو العدد نفسه كما تكتبه الصفحة.

## إطار كل صفحة
skip-to-content = انتقل إلى النص
menu = القائمة الرئيسية
footer-menu = أسفل الصفحة
breadcrumbs = أنت هنا
home = الصفحة الرئيسية
feed = موجز الأخبار (Atom)
languages = اللغات
not-translated = هذه الصفحة غير مترجمة؛ إلى الصفحة الرئيسية
colophon = كل رقم في هذا الموقع يقود إلى بياناته. لا ملفات تعريف ارتباط ولا تتبّع، ولا شيء يُحمَّل من مكان آخر.
demonstration = موقع تجريبي
demonstration-notice = هذا موقع للعرض التجريبي.
draft = مسودة
draft-notice = مسودة: هذه الصفحة غير منشورة.
contents = المحتويات
nothing-here = لم يُنشر شيء هنا بعد.
not-found-title = هذه الصفحة غير موجودة
not-found-text = ربما كُتب العنوان خطأً، أو نُقلت الصفحة إلى مكان آخر. يمكن المتابعة من هذه الصفحات.

## النصوص
by = بقلم
list-comma = ،
updated = حُدِّث في
corrected = صُحِّح
data-as-of = الأرقام في هذا النص كما كانت في { $date }.
newer-data = أرقام أحدث:
outdated-translation = تغيّر النص الأصلي بعد ترجمة هذه الصفحة.
read-original = اقرأ النص الأصلي
topics = الموضوعات
regions = المناطق
press-contact = للتواصل الصحفي
how-to-cite = كيف يُستشهد به
related = اقرأ أيضًا
neighbours = الأقدم والأحدث
earlier = الأقدم
later = الأحدث
corrections = التصويبات
correction-was = كان النص يقول
correction-now = وهو يقول الآن

## القوائم
latest = الأحدث
parts = في هذا الموقع
items = { $count ->
    [zero] لا نصوص
    [one] نص واحد
    [two] نصّان
    [few] { $shown } نصوص
    [many] { $shown } نصًّا
   *[other] { $shown } نص
}
pages = صفحات هذه القائمة
page-number = صفحة
newer = أحدث
older = أقدم
archive = بحسب السنة
year-title = أخبار { $year }
topics-title = الموضوعات
topic-summary = كل النصوص عن «{ $topic }»
topic-figures = «{ $name }» في رسوم بيانية
topic-feed = تابع «{ $name }» (موجز Atom)
region-summary = كل النصوص عن «{ $region }»
authors-title = الكتّاب
author-summary = كل النصوص بقلم { $author }
regions-title = المناطق
figures-title = الرسوم البيانية
figures-summary = كل رسم بياني في هذا الموقع مع بياناته.
datasets-title = البيانات
datasets-summary = كل مجموعات البيانات التي يقوم عليها هذا الموقع، للقراءة والتنزيل.
gaps-title = ما لا نعرفه
gaps-summary = كل رقم كان ينبغي أن تتضمنه مجموعات بيانات هذا الموقع ولا تتضمنه: بُحث عنه فلم يُعثر عليه، أو لم يُنشر، أو حُجب.
gaps-count = القيم الناقصة: { $absent } من { $total }
gaps-holder = يمكن أن تنشره جهة: { $name }
gaps-more = و{ $shown } غيرها
known-title = كم نعرف
known-column = العمود
known-values = القيم
known-plain = أرقام صريحة
known-qualified = حدود وتقديرات وأرقام متعارضة
known-absent = بلا رقم
known-gaps = بلا رقم في { $title }:
facts-title = الأرقام
fact-used = { $count ->
    [zero] في لا نص
    [one] في نص واحد
    [two] في نصّين
    [few] في { $shown } نصوص
    [many] في { $shown } نصًّا
   *[other] في { $shown } نص
}
facts-summary = كل رقم تعتمد عليه نصوص هذا الموقع، وكيف يُحسب.

## الرسوم والبيانات
source = المصدر:
show-table = الجدول والبيانات
data-table = الأرقام في جدول
figure-page = الرسم في صفحته الخاصة
in-words = بالكلمات
data = البيانات
dataset = مجموعة البيانات
figures = الرسوم البيانية
facts = أرقام من هذه البيانات
from-dataset = من مجموعة البيانات
from-datasets = محسوب من
used-on = يُستعمل في
download = تنزيل
download-csv = CSV
download-json = JSON
dataset-feed = تغيّرات هذه البيانات (موجز Atom)
download-png = صورة (PNG)
embed = اعرضه في موقعك
embed-how = انسخ هذا في صفحة. يظهر الرسم فيها كما هو هنا، حتى بعد أن تتغير بياناته.
rows = الصفوف
row-count = عدد الصفوف
table-truncated = هذه أولى الصفوف من أصل { $shown }. ملف التنزيل يتضمنها كلها.
fields = الأعمدة
revisions = المراجعات
vintages = أرقام سابقة
vintages-note = يتضمن كل ملف البيانات كما كانت من ذلك اليوم حتى التغيير التالي. ولا يتغير عنوانه.
changes-revised = { $count ->
    [zero] لا قيم مُراجَعة
    [one] قيمة واحدة مُراجَعة
    [two] قيمتان مُراجَعتان
    [few] { $shown } قيم مُراجَعة
    [many] { $shown } قيمة مُراجَعة
   *[other] { $shown } قيمة مُراجَعة
}
changes-new = { $count ->
    [zero] لا قيم جديدة
    [one] قيمة واحدة جديدة
    [two] قيمتان جديدتان
    [few] { $shown } قيم جديدة
    [many] { $shown } قيمة جديدة
   *[other] { $shown } قيمة جديدة
}
changes-gone = { $count ->
    [zero] لا قيم مسحوبة
    [one] قيمة واحدة مسحوبة
    [two] قيمتان مسحوبتان
    [few] { $shown } قيم مسحوبة
    [many] { $shown } قيمة مسحوبة
   *[other] { $shown } قيمة مسحوبة
}
changes-line-new = { $name }: { $now }
changes-line-revised = { $name }: { $now }، وكانت { $was }
changes-line-gone = { $name }: بلا رقم، وكانت { $was }
changes-more = و{ $shown } غيرها
about-dataset = عن البيانات
unit = الوحدة
coverage = التغطية
coverage-census = إحصاء كامل
coverage-registration = إحصاء ما سُجِّل
coverage-convenience = جمعُ ما أمكن العثور عليه
last-updated = آخر تحديث
next-update = التحديث القادم
licence = الترخيص
sources = المصادر
about-this-number = عن هذا الرقم
computation = كيف يُحسب
computation-note = يُحسب الرقم من البيانات كلما بُني الموقع. وإذا تعارض نص مع البيانات لم يُنشر شيء.
type-string = نص
type-integer = عدد صحيح
type-number = عدد
type-boolean = نعم أو لا
type-date = تاريخ
type-year = سنة
type-yearmonth = شهر
type-quarter = ربع سنة
type-datetime = تاريخ ووقت
type-list = قائمة
type-country = بلد

## الترتيب بالأرقام
ordinal = { $category ->
   *[other] { $value }
}

## خلايا بلا قيمة، وما يقيّد القيمة
value-yes = نعم
value-no = لا
cell-missing = بلا رقم
cell-not-found = لم يُعثر عليه
cell-not-applicable = لا ينطبق
cell-suppressed = لا يُعرض، حمايةً للأشخاص
cell-withheld = محجوب
flag-approximate = نحو { $value }
flag-at-least = أكثر من { $value }
flag-at-most = { $value } على الأكثر
flag-provisional = { $value } (مؤقت)
flag-estimated = { $value } (تقدير)
flag-derived = { $value } (محسوب)
flag-revised = { $value } (مُراجَع)
flag-conflicting = { $value } (المصادر متعارضة)
flag-break-in-series = { $value } (انقطاع في السلسلة)

## البيانات المحمية. يحلّ `$marker` في الجداول والرسوم محلّ كل عدد محجوب.
protection-title = ما حُجب
protection-withheld = { $count ->
    [zero] يحلّ { $marker } محلّ العدد المحجوب: لم يُحجب شيء من أصل { $total }.
    [one] يحلّ { $marker } محلّ العدد المحجوب: حُجب عدد واحد من أصل { $total }.
    [two] يحلّ { $marker } محلّ العدد المحجوب: حُجب عددان من أصل { $total }.
    [few] يحلّ { $marker } محلّ العدد المحجوب: حُجبت { $shown } أعداد من أصل { $total }.
    [many] يحلّ { $marker } محلّ العدد المحجوب: حُجب { $shown } عددًا من أصل { $total }.
   *[other] يحلّ { $marker } محلّ العدد المحجوب: حُجب { $shown } عدد من أصل { $total }.
}
protection-withheld-sums = { $count ->
    [zero] يحلّ { $marker } محلّ العدد أو المجموع المحجوب: لم يُحجب شيء من أصل { $total }.
    [one] يحلّ { $marker } محلّ العدد أو المجموع المحجوب: حُجب واحد من أصل { $total }.
    [two] يحلّ { $marker } محلّ العدد أو المجموع المحجوب: حُجب اثنان من أصل { $total }.
    [few] يحلّ { $marker } محلّ العدد أو المجموع المحجوب: حُجب { $shown } من أصل { $total }.
    [many] يحلّ { $marker } محلّ العدد أو المجموع المحجوب: حُجب { $shown } من أصل { $total }.
   *[other] يحلّ { $marker } محلّ العدد أو المجموع المحجوب: حُجب { $shown } من أصل { $total }.
}
protection-rule-protect = لا تُعرض الأعداد التي تقل عن { $threshold }، ومنها الصفر، ولا أعداد أخرى يمكن أن تُستنتج هي منها.
protection-rule-publish = لا تُعرض الأعداد التي تقل عن { $threshold } ما عدا الصفر، ولا أعداد أخرى يمكن أن تُستنتج هي منها.
protection-rule-sums = لا يُعرض مجموع حُجب عدده، أو أسهم فيه أقل من { $threshold }، أو كانت حصة واحد منهم فيه كبيرة جدًا، ولا مجاميع أخرى يمكن أن يُستنتج هو منها.
protection-why-person = هذا يحمي الأشخاص الذين شملهم العدّ.
protection-why-event = هذا يحمي الأشخاص الذين وقع لهم ذلك.
protection-refused-small = الجدول بحسب { $columns } محجوب بأكمله: فكل عدد فيه كان سيُحجب.
protection-refused-unsafe = الجدول بحسب { $columns } محجوب بأكمله: فلا يمكن عرض أي جزء منه دون كشف أشخاص.
protection-none = ليس في هذه الجداول عدد صغير بحيث يُحجب.
protection-downloads = في ملفات التنزيل يدل العمود الفارغ في صف على جميع قيمه معًا، ويكون العدد أو المجموع المحجوب فارغًا وحالته «c».
protection-all = الكل
# بين اسمي عمودين: «البلد بحسب النتيجة».
protection-by = { " " }بحسب{ " " }
# اسم جدول للمجاميع: «الممنوح بحسب البلد بحسب النتيجة».
protection-of = { $measure } بحسب { $columns }

## الرسوم. قيمة `$scope` هي `all` حين يكون للرسم سلسلة واحدة بلا اسم.
chart-no-data = لا بيانات
chart-known = معروف
chart-unsure = تقريبي
chart-conflict = المصادر متعارضة
chart-bound = حدٌّ فقط
chart-not-found = لم يُعثر عليه
figure-summary-count = { $count ->
    [zero] لا يعرض الرسم أي قيمة.
    [one] يعرض الرسم قيمة واحدة.
    [two] يعرض الرسم قيمتين.
    [few] يعرض الرسم { $shown } قيم.
    [many] يعرض الرسم { $shown } قيمة.
   *[other] يعرض الرسم { $shown } قيمة.
}
figure-summary-span = يمتد من { $first } إلى { $last }.
figure-summary-one = القيمة الوحيدة هي { $value } ({ $name }).
figure-summary-equal = كل القيم هي { $value }.
figure-summary-missing = { $count ->
    [zero] لا تنقص أي قيمة.
    [one] تنقص قيمة واحدة.
    [two] تنقص قيمتان.
    [few] تنقص { $shown } قيم.
    [many] تنقص { $shown } قيمة.
   *[other] تنقص { $shown } قيمة.
}
figure-summary-bounds = { $count ->
    [zero] ليس بين القيم مجرد حد.
    [one] قيمة واحدة هي مجرد حد.
    [two] قيمتان هما مجرد حدين.
    [few] { $shown } قيم هي مجرد حدود.
    [many] { $shown } قيمة هي مجرد حدود.
   *[other] { $shown } قيمة هي مجرد حدود.
}
figure-summary-extremes = { $scope ->
    [all] أعلى قيمة هي { $highest } ({ $highest-name }) وأدناها { $lowest } ({ $lowest-name }).
   *[series] { $series }: أعلى قيمة هي { $highest } ({ $highest-name }) وأدناها { $lowest } ({ $lowest-name }).
}
figure-summary-extremes-known = { $scope ->
    [all] من بين القيم المعروضة أعلاها { $highest } ({ $highest-name }) وأدناها { $lowest } ({ $lowest-name }).
   *[series] { $series }: من بين القيم المعروضة أعلاها { $highest } ({ $highest-name }) وأدناها { $lowest } ({ $lowest-name }).
}
figure-summary-change = { $scope ->
    [all] من { $first } ({ $first-name }) إلى { $last } ({ $last-name }).
   *[series] { $series }: من { $first } ({ $first-name }) إلى { $last } ({ $last-name }).
}

## النماذج والخصوصية
form-required = الأسئلة المعلَّمة بـ * تتطلب إجابة.
form-step = (الخطوة { $number } من { $total })
form-choose = اختر
form-privacy = ما مصير إجاباتك:
form-trap = اترك هذا الحقل فارغًا
form-waiting = جارٍ الإرسال…
form-failure = تعذّر الإرسال ولم يصل شيء. حاول مرة أخرى لاحقًا؛ إجاباتك باقية هنا.
form-timeout = لم يصل رد في الوقت المناسب، فلا يُعرف هل وصل ما أرسلته. حاول مرة أخرى؛ إجاباتك باقية هنا.
form-next = التالي
form-back = السابق
form-close = إغلاق
copy-link = انسخ الرابط
copied = نُسخ
funding-title = التمويل
privacy-cookies = لا تُحفظ ملفات تعريف ارتباط ولا يُخزَّن شيء في متصفحك. ولا أحد يحصي زياراتك أو يتتبّعك.
privacy-own = الصفحات والخطوط والصور والبرنامج الصغير الوحيد كلها من هذا الموقع، ولا شيء يُحمَّل من مكان آخر.
privacy-referrer = لا تُخبَر المواقع التي تصلها عبر رابط من أين أتيت.
privacy-forms = ما تكتبه في نموذج يُرسَل إلى الخادم المذكور هنا، وحين ترسله فقط:
privacy-form = يُرسَل إلى { $host }، ويسأل عن:
privacy-no-forms = لا نماذج في هذا الموقع.
explore-figure = أرقام هذا الرسم: تنقّل بمفاتيح الأسهم
copy-number = انسخ هذا الرقم
calendar-title = جدول النشر
calendar-summary = ما سيُنشر ومتى. وحيث لا يُذكر إلا الشهر فاليوم لم يُحدَّد بعد.
calendar-time = { $date }، { $time } (بتوقيت { $zone })
calendar-item = نص
calendar-dataset = أرقام جديدة
calendar-late = متأخر
number-thousand = { $value } ألف
number-million = { $value } مليون
number-billion = { $value } مليار
chart-other = غير ذلك
chart-median = الوسيط
chart-mean = المتوسط
chart-lowest = الأدنى
chart-highest = الأعلى
finder = تضييق القائمة
finder-status = { $shown } من { $total }
finder-remove = استبعاد: { $value }
finder-clear = إظهار الكل
finder-more = إظهار المزيد
finder-search = كلمات في القائمة
finder-sort = الترتيب
sort-usual = ترتيب القائمة
sort-newest = الأحدث أولًا
sort-oldest = الأقدم أولًا
facet-all = كل القيم: { $title } ({ $shown })
facet-title = { $section }: { $value }
facet-letter = الحرف الأول
facet-year = السنة
field-title = العنوان
field-date = التاريخ
field-updated = آخر تحديث
field-topics = المواضيع
field-regions = المناطق
field-authors = المؤلفون
narrowed-all = القائمة كاملة (عدد المدخلات: { $shown })
collection-data = القائمة في صورة بيانات (عدد المدخلات: { $shown }):
record = باختصار
backlinks = ورد ذكره في
deadline-due = موعد المراجعة المقبلة:
deadline-was-due = كان موعد المراجعة:
deadline-over = ربما لم تعد هذه الصفحة محدّثة.
offline-title = للحفظ لديك
offline-download = هذه الصفحة في ملف واحد
offline-why = تُفتح بلا اتصال، ويمكن إرسالها أو طباعتها.
offline-note = حُفظت من
map-blank = لا شيء في القائمة
map-note = كلما كان لون البلد أغمق زاد عدد مدخلاته في القائمة. الحدود مأخوذة من Natural Earth، وهي لا تعبّر عن رأي أحد في وضع أي إقليم.
map-list = حسب البلد
map-others = بلدان لا تتوفر عنها إلا أرقام
country-summary = ما يعرفه هذا الموقع عن البلد ({ $country }): قضايا وخبراء وأدلة وأخبار وأرقام.
country-data = في البيانات
country-nothing = لا توجد هنا حتى الآن إلا أرقام.
country-all = كل ما يخص البلد: { $country }
term-open = ما معنى «{ $term }»؟
term-more = المزيد
expert-label = مدخل في الدليل

## البحث
search-title = بحث
search-summary = كلمات من عناوين هذا الموقع ونصوصه. يجري البحث في متصفحك، ولا يُرسَل ما تبحث عنه إلى أي مكان.
search-words = الكلمات
search-go = ابحث
search-none = لا شيء يتضمن كل هذه الكلمات.
search-plain = يحتاج البحث إلى برنامج صغير لا يشغّله متصفحك هنا. تقود هذه القوائم إلى كل الصفحات:
search-failed = تعذّر تحميل الفهرس. حاول مرة أخرى.
