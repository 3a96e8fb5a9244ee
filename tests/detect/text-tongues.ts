/** A tongue's own words for tests: a paragraph of prose, and a post. */
export interface Tongue {
  /** BCP 47, with the calendar and the digits its dates are printed in. */
  readonly locale: string;
  readonly prose: string;
  readonly post: string;
}

/** Tongues by the name tests print. */
export const tongues: Readonly<Record<string, Tongue>> = {
  English: {
    locale: 'en-GB',
    prose:
      'The harbour office said on Tuesday that the ferry would not sail before the weekend because of the wind.',
    post: 'No ferry today. We are all waiting at the pier! #ferry',
  },
  French: {
    locale: 'fr',
    prose:
      'La capitainerie a annoncé mardi que le ferry ne partirait pas avant la fin de la semaine à cause du vent.',
    post: 'Pas de ferry aujourd’hui. Nous attendons tous sur le quai ! #ferry',
  },
  Spanish: {
    locale: 'es',
    prose:
      'La oficina del puerto dijo el martes que el barco no saldrá antes del fin de semana por culpa del viento.',
    post: 'Hoy no hay barco. ¡Estamos todos esperando en el muelle! #barco',
  },
  Italian: {
    locale: 'it',
    prose:
      'La capitaneria ha detto martedì che il traghetto non partirà prima della fine della settimana per il vento.',
    post: 'Oggi niente traghetto. Siamo tutti al molo ad aspettare! #traghetto',
  },
  Portuguese: {
    locale: 'pt-BR',
    prose:
      'A capitania informou na terça-feira que a balsa não sairá antes do fim de semana por causa do vento.',
    post: 'Hoje não tem balsa. Estamos todos esperando no cais! #balsa',
  },
  Catalan: {
    locale: 'ca',
    prose:
      'La capitania va dir dimarts que el vaixell no sortirà abans del cap de setmana per culpa del vent.',
    post: 'Avui no hi ha vaixell. Som tots esperant al moll! #vaixell',
  },
  Dutch: {
    locale: 'nl',
    prose: 'Het havenkantoor zei dinsdag dat de veerboot door de wind niet voor het weekend zal vertrekken.',
    post: 'Vandaag geen veerboot. We staan allemaal op de kade te wachten! #veerboot',
  },
  German: {
    locale: 'de-AT',
    prose:
      'Das Hafenamt teilte am Dienstag mit, dass die Fähre wegen des Windes nicht vor dem Wochenende fährt.',
    post: 'Heute keine Fähre. Wir warten alle am Kai! #Fähre',
  },
  Swedish: {
    locale: 'sv',
    prose: 'Hamnkontoret sade på tisdagen att färjan inte går före helgen på grund av vinden.',
    post: 'Ingen färja i dag. Vi står alla och väntar på kajen! #färja',
  },
  Danish: {
    locale: 'da',
    prose: 'Havnekontoret sagde tirsdag, at færgen ikke sejler før weekenden på grund af vinden.',
    post: 'Ingen færge i dag. Vi venter alle på kajen! #færge',
  },
  Norwegian: {
    locale: 'nb',
    prose: 'Havnekontoret sa tirsdag at fergen ikke går før helgen på grunn av vinden.',
    post: 'Ingen ferge i dag. Vi venter alle på kaia! #ferge',
  },
  Finnish: {
    locale: 'fi',
    prose: 'Satamatoimisto kertoi tiistaina, että lautta ei lähde ennen viikonloppua tuulen takia.',
    post: 'Tänään ei kulje lauttaa. Odotamme kaikki laiturilla! #lautta',
  },
  Icelandic: {
    locale: 'is',
    prose: 'Hafnarskrifstofan sagði á þriðjudag að ferjan færi ekki fyrir helgi vegna vinds.',
    post: 'Engin ferja í dag. Við bíðum öll á bryggjunni! #ferja',
  },
  Polish: {
    locale: 'pl',
    prose: 'Kapitanat portu podał we wtorek, że prom z powodu wiatru nie wypłynie przed końcem tygodnia.',
    post: 'Dziś nie ma promu. Wszyscy czekamy na nabrzeżu! #prom',
  },
  Czech: {
    locale: 'cs',
    prose: 'Přístavní úřad v úterý oznámil, že trajekt kvůli větru nevypluje dříve než o víkendu.',
    post: 'Dnes trajekt nejede. Všichni čekáme na molu! #trajekt',
  },
  Slovak: {
    locale: 'sk',
    prose: 'Prístavný úrad v utorok oznámil, že trajekt pre vietor nevypláva skôr ako cez víkend.',
    post: 'Dnes trajekt nejde. Všetci čakáme na móle! #trajekt',
  },
  Slovene: {
    locale: 'sl',
    prose: 'Pristaniška kapitanija je v torek sporočila, da trajekt zaradi vetra ne bo odplul pred vikendom.',
    post: 'Danes trajekta ni. Vsi čakamo na pomolu! #trajekt',
  },
  Croatian: {
    locale: 'hr',
    prose: 'Lučka kapetanija je u utorak objavila da trajekt zbog vjetra neće isploviti prije vikenda.',
    post: 'Danas nema trajekta. Svi čekamo na rivi! #trajekt',
  },
  Serbian: {
    locale: 'sr',
    prose: 'Лучка капетанија је у уторак саопштила да трајект због ветра неће испловити пре викенда.',
    post: 'Данас нема трајекта. Сви чекамо на пристаништу! #трајект',
  },
  Bulgarian: {
    locale: 'bg',
    prose:
      'Пристанищното управление съобщи във вторник, че фериботът няма да тръгне преди края на седмицата.',
    post: 'Днес няма ферибот. Всички чакаме на кея! #ферибот',
  },
  Russian: {
    locale: 'ru',
    prose: 'Управление порта сообщило во вторник, что паром из-за ветра не отойдёт раньше конца недели.',
    post: 'Сегодня парома нет. Все ждём на причале! #паром',
  },
  Ukrainian: {
    locale: 'uk',
    prose: 'Управління порту повідомило у вівторок, що пором через вітер не вийде раніше кінця тижня.',
    post: 'Сьогодні порома немає. Усі чекаємо на причалі! #пором',
  },
  Kazakh: {
    locale: 'kk',
    prose: 'Порт басқармасы сейсенбіде паромның жел салдарынан аптаның соңына дейін шықпайтынын айтты.',
    post: 'Бүгін паром жоқ. Бәріміз айлақта күтіп тұрмыз! #паром',
  },
  Romanian: {
    locale: 'ro',
    prose:
      'Căpitănia portului a anunțat marți că feribotul nu va pleca înainte de weekend din cauza vântului.',
    post: 'Azi nu avem feribot. Așteptăm cu toții pe chei! #feribot',
  },
  Hungarian: {
    locale: 'hu',
    prose: 'A kikötői hivatal kedden közölte, hogy a komp a szél miatt nem indul el a hétvége előtt.',
    post: 'Ma nincs komp. Mindannyian a mólón várunk! #komp',
  },
  Lithuanian: {
    locale: 'lt',
    prose: 'Uosto direkcija antradienį pranešė, kad keltas dėl vėjo neišplauks iki savaitgalio.',
    post: 'Šiandien kelto nėra. Visi laukiame prieplaukoje! #keltas',
  },
  Latvian: {
    locale: 'lv',
    prose: 'Ostas pārvalde otrdien paziņoja, ka prāmis vēja dēļ neizies pirms nedēļas nogales.',
    post: 'Šodien prāmja nav. Mēs visi gaidām piestātnē! #prāmis',
  },
  Estonian: {
    locale: 'et',
    prose: 'Sadamaamet teatas teisipäeval, et praam ei välju tuule tõttu enne nädalavahetust.',
    post: 'Täna praami ei ole. Ootame kõik kai peal! #praam',
  },
  Albanian: {
    locale: 'sq',
    prose: 'Kapiteneria e portit tha të martën se trageti nuk do të niset para fundjavës për shkak të erës.',
    post: 'Sot nuk ka traget. Të gjithë po presim në mol! #traget',
  },
  Turkish: {
    locale: 'tr',
    prose:
      'Liman başkanlığı salı günü feribotun rüzgâr nedeniyle hafta sonundan önce kalkmayacağını açıkladı.',
    post: 'Bugün feribot yok. Hepimiz iskelede bekliyoruz! #feribot',
  },
  Azerbaijani: {
    locale: 'az',
    prose:
      'Liman idarəsi çərşənbə axşamı bərənin külək səbəbindən həftə sonundan əvvəl yola düşməyəcəyini dedi.',
    post: 'Bu gün bərə yoxdur. Hamımız körpüdə gözləyirik! #bərə',
  },
  Uzbek: {
    locale: 'uz',
    prose: 'Port idorasi seshanba kuni parom shamol tufayli hafta oxirigacha jo‘namasligini aytdi.',
    post: 'Bugun parom yo‘q. Hammamiz bandargohda kutyapmiz! #parom',
  },
  Kurmanji: {
    locale: 'ku',
    prose: 'Rêveberiya benderê roja sêşemê got ku ji ber bayê keştî berî dawiya hefteyê bi rê nakeve.',
    post: 'Îro keştî tune. Em hemû li benderê disekinin! #keştî',
  },
  Swahili: {
    locale: 'sw',
    prose:
      'Ofisi ya bandari ilisema Jumanne kwamba kivuko hakitaondoka kabla ya wikendi kwa sababu ya upepo.',
    post: 'Leo hakuna kivuko. Sote tunasubiri gatini! #kivuko',
  },
  Indonesian: {
    locale: 'id',
    prose:
      'Kantor pelabuhan mengatakan pada hari Selasa bahwa feri tidak akan berangkat sebelum akhir pekan karena angin.',
    post: 'Hari ini tidak ada feri. Kami semua menunggu di dermaga! #feri',
  },
  Filipino: {
    locale: 'fil',
    prose:
      'Sinabi ng tanggapan ng daungan noong Martes na hindi aalis ang bangka bago ang Sabado dahil sa hangin.',
    post: 'Walang bangka ngayon. Naghihintay kaming lahat sa pantalan! #bangka',
  },
  Vietnamese: {
    locale: 'vi',
    prose: 'Văn phòng cảng cho biết hôm thứ Ba rằng phà sẽ không rời bến trước cuối tuần vì gió lớn.',
    post: 'Hôm nay không có phà. Chúng tôi đều đang đợi ở bến! #phà',
  },
  Greek: {
    locale: 'el',
    prose:
      'Το λιμεναρχείο ανακοίνωσε την Τρίτη ότι το πλοίο δεν θα αναχωρήσει πριν από το Σαββατοκύριακο λόγω ανέμου.',
    post: 'Σήμερα δεν έχει πλοίο. Περιμένουμε όλοι στην προβλήτα! #πλοίο',
  },
  Hebrew: {
    locale: 'he',
    prose: 'משרד הנמל הודיע ביום שלישי כי המעבורת לא תצא לדרך לפני סוף השבוע בגלל הרוח.',
    post: 'אין היום מעבורת. כולנו מחכים על הרציף! #מעבורת',
  },
  Arabic: {
    locale: 'ar',
    prose: 'قالت إدارة الميناء يوم الثلاثاء إن العبّارة لن تبحر قبل نهاية الأسبوع بسبب الرياح.',
    post: 'لا عبّارة اليوم. كلنا ننتظر على الرصيف! #العبارة',
  },
  'Arabic, its own digits': {
    locale: 'ar-EG',
    prose: 'قالت إدارة الميناء يوم الثلاثاء إن العبّارة لن تبحر قبل نهاية الأسبوع بسبب الرياح.',
    post: 'لا عبّارة اليوم. كلنا ننتظر على الرصيف! #العبارة',
  },
  'Arabic, Hijri': {
    locale: 'ar-SA-u-ca-islamic-umalqura',
    prose: 'قالت إدارة الميناء يوم الثلاثاء إن العبّارة لن تبحر قبل نهاية الأسبوع بسبب الرياح.',
    post: 'لا عبّارة اليوم. كلنا ننتظر على الرصيف! #العبارة',
  },
  Persian: {
    locale: 'fa-u-ca-persian',
    prose: 'اداره بندر روز سه‌شنبه گفت که کشتی به دلیل باد پیش از پایان هفته حرکت نخواهد کرد.',
    post: 'امروز کشتی نیست. همه ما در اسکله منتظریم! #کشتی',
  },
  'Persian, Gregorian': {
    locale: 'fa-u-ca-gregory',
    prose: 'اداره بندر روز سه‌شنبه گفت که کشتی به دلیل باد پیش از پایان هفته حرکت نخواهد کرد.',
    post: 'امروز کشتی نیست. همه ما در اسکله منتظریم! #کشتی',
  },
  Urdu: {
    locale: 'ur',
    prose: 'بندرگاہ کے دفتر نے منگل کو کہا کہ ہوا کی وجہ سے کشتی ہفتے کے آخر سے پہلے روانہ نہیں ہو گی۔',
    post: 'آج کوئی کشتی نہیں۔ ہم سب گھاٹ پر انتظار کر رہے ہیں! #کشتی',
  },
  Sorani: {
    locale: 'ckb',
    prose: 'نووسینگەی بەندەر ڕۆژی سێشەممە ڕایگەیاند کە کەشتییەکە بەهۆی باوە پێش کۆتایی هەفتە ناڕوات.',
    post: 'ئەمڕۆ کەشتی نییە. هەموومان لە بەندەر چاوەڕێین! #کەشتی',
  },
  Hindi: {
    locale: 'hi',
    prose: 'बंदरगाह कार्यालय ने मंगलवार को कहा कि हवा के कारण नौका सप्ताहांत से पहले रवाना नहीं होगी।',
    post: 'आज कोई नौका नहीं है। हम सब घाट पर इंतज़ार कर रहे हैं! #नौका',
  },
  Marathi: {
    locale: 'mr',
    prose: 'बंदर कार्यालयाने मंगळवारी सांगितले की वाऱ्यामुळे बोट आठवड्याच्या शेवटापूर्वी सुटणार नाही.',
    post: 'आज बोट नाही. आम्ही सगळे धक्क्यावर थांबलो आहोत! #बोट',
  },
  Bengali: {
    locale: 'bn',
    prose: 'বন্দর কার্যালয় মঙ্গলবার জানিয়েছে যে বাতাসের কারণে ফেরি সপ্তাহান্তের আগে ছাড়বে না।',
    post: 'আজ ফেরি নেই। আমরা সবাই ঘাটে অপেক্ষা করছি! #ফেরি',
  },
  Tamil: {
    locale: 'ta',
    prose: 'காற்று காரணமாக படகு வார இறுதிக்கு முன் புறப்படாது என்று துறைமுக அலுவலகம் செவ்வாய்க்கிழமை தெரிவித்தது.',
    post: 'இன்று படகு இல்லை. நாங்கள் அனைவரும் கரையில் காத்திருக்கிறோம்! #படகு',
  },
  Telugu: {
    locale: 'te',
    prose: 'గాలి కారణంగా పడవ వారాంతానికి ముందు బయలుదేరదని ఓడరేవు కార్యాలయం మంగళవారం తెలిపింది.',
    post: 'ఈ రోజు పడవ లేదు. మేమంతా రేవులో ఎదురుచూస్తున్నాం! #పడవ',
  },
  Malayalam: {
    locale: 'ml',
    prose: 'കാറ്റ് കാരണം ബോട്ട് വാരാന്ത്യത്തിന് മുമ്പ് പുറപ്പെടില്ലെന്ന് തുറമുഖ ഓഫീസ് ചൊവ്വാഴ്ച അറിയിച്ചു.',
    post: 'ഇന്ന് ബോട്ടില്ല. ഞങ്ങളെല്ലാം കടവിൽ കാത്തിരിക്കുന്നു! #ബോട്ട്',
  },
  Sinhala: {
    locale: 'si',
    prose: 'සුළඟ නිසා බෝට්ටුව සති අන්තයට පෙර පිටත් නොවන බව වරාය කාර්යාලය අඟහරුවාදා පැවසීය.',
    post: 'අද බෝට්ටුවක් නැත. අපි හැමෝම තොටුපළේ බලා සිටිමු! #බෝට්ටුව',
  },
  Thai: {
    locale: 'th-u-ca-buddhist',
    prose: 'สำนักงานท่าเรือกล่าวเมื่อวันอังคารว่าเรือข้ามฟากจะไม่ออกก่อนสุดสัปดาห์เนื่องจากลมแรง',
    post: 'วันนี้ไม่มีเรือ พวกเราทุกคนรออยู่ที่ท่า! #เรือ',
  },
  Khmer: {
    locale: 'km',
    prose: 'ការិយាល័យកំពង់ផែបាននិយាយនៅថ្ងៃអង្គារថា សាឡាងនឹងមិនចេញដំណើរមុនចុងសប្តាហ៍ទេ ដោយសារខ្យល់។',
    post: 'ថ្ងៃនេះគ្មានសាឡាងទេ។ យើងទាំងអស់គ្នារង់ចាំនៅផែ! #សាឡាង',
  },
  Burmese: {
    locale: 'my',
    prose: 'လေပြင်းကြောင့် ကူးတို့သင်္ဘောသည် သီတင်းပတ်ကုန်မတိုင်မီ ထွက်ခွာမည်မဟုတ်ဟု ဆိပ်ကမ်းရုံးက အင်္ဂါနေ့တွင် ပြောသည်။',
    post: 'ဒီနေ့ ကူးတို့မရှိဘူး။ ငါတို့အားလုံး ဆိပ်ကမ်းမှာ စောင့်နေတယ်! #ကူးတို့',
  },
  Georgian: {
    locale: 'ka',
    prose: 'პორტის სამსახურმა სამშაბათს განაცხადა, რომ ბორანი ქარის გამო შაბათ-კვირამდე არ გავა.',
    post: 'დღეს ბორანი არ არის. ყველანი ნავმისადგომთან ველოდებით! #ბორანი',
  },
  Armenian: {
    locale: 'hy',
    prose: 'Նավահանգստի գրասենյակը երեքշաբթի հայտնեց, որ լաստանավը քամու պատճառով չի մեկնի մինչև շաբաթավերջ։',
    post: 'Այսօր լաստանավ չկա։ Բոլորս սպասում ենք նավամատույցում։ #լաստանավ',
  },
  Amharic: {
    locale: 'am',
    prose: 'የወደብ ጽሕፈት ቤቱ ጀልባው በነፋሱ ምክንያት ከሳምንቱ መጨረሻ በፊት እንደማይነሳ ማክሰኞ ዕለት ተናግሯል።',
    post: 'ዛሬ ጀልባ የለም። ሁላችንም ወደቡ ላይ እየጠበቅን ነው! #ጀልባ',
  },
  Korean: {
    locale: 'ko',
    prose: '항만 사무소는 화요일에 바람 때문에 여객선이 주말 전에는 출항하지 않을 것이라고 밝혔다.',
    post: '오늘은 배가 없습니다. 모두 부두에서 기다리고 있어요! #여객선',
  },
  Japanese: {
    locale: 'ja',
    prose: '港湾事務所は火曜日、強風のためフェリーは週末まで出航しないと発表した。',
    post: '今日はフェリーがありません。みんな岸壁で待っています！ #フェリー',
  },
  'Japanese, by era': {
    locale: 'ja-u-ca-japanese',
    prose: '港湾事務所は火曜日、強風のためフェリーは週末まで出航しないと発表した。',
    post: '今日はフェリーがありません。みんな岸壁で待っています！ #フェリー',
  },
  Chinese: {
    locale: 'zh-Hans',
    prose: '港务局周二表示，由于大风，渡轮在周末之前不会开航。',
    post: '今天没有渡轮。我们都在码头等着！ #渡轮',
  },
  'Chinese, by the years of the Republic': {
    locale: 'zh-Hant-u-ca-roc',
    prose: '港務局週二表示，由於大風，渡輪在週末之前不會開航。',
    post: '今天沒有渡輪。我們都在碼頭等著！ #渡輪',
  },
  Mongolian: {
    locale: 'mn',
    prose:
      'Боомтын алба мягмар гарагт салхины улмаас гатлага онгоц амралтын өдрөөс өмнө хөдлөхгүй гэж мэдэгдэв.',
    post: 'Өнөөдөр гатлага онгоц алга. Бид бүгд хөлөг дээр хүлээж байна! #гатлага',
  },
};
