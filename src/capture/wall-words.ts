import type { WallKind } from '../model/wall.ts';

/** Kinds of walls that are known by words. In the order in which they are looked for: what bars the way before what asks. */
export const wordedKinds = [
  'interstitial',
  'captcha',
  'rate-limit',
  'region',
  'age-gate',
  'unavailable',
  'consent',
  'login',
  'language',
  'error',
] as const satisfies readonly WallKind[];

export type WordedKind = (typeof wordedKinds)[number];

/**
 * Words of walls of all networks, as `folded` leaves them: lower case, straight quotes, single blanks. They are looked for
 * only where no post was found, or one without words of its own, so that they may be words that posts hold, too.
 */
export const wallWords: Readonly<Record<WordedKind, string>> = {
  interstitial: `
    checking your browser · checking if the site connection is secure · just a moment... · ddos protection by
    enable javascript and cookies to continue · javascript is not available · please enable javascript
    please turn javascript on · this site requires javascript · you need to enable javascript · javascript is disabled
    making sure you're not a bot · verifying your browser · attention required! | cloudflare · performing security verification
    pardon our interruption · incapsula incident id · please wait while we verify · needs to review the security of your connection
    aktiviere javascript · bitte javascript aktivieren · javascript aktivieren · browser wird überprüft · nur einen moment
    veuillez activer javascript · activez javascript · vérification de votre navigateur · un instant…
    habilita javascript · activa javascript · comprobando tu navegador · un momento…
    ative o javascript · habilite o javascript · verificando seu navegador · attiva javascript · abilita javascript
    يرجى تفعيل جافا سكريبت · قم بتمكين javascript · יש להפעיל javascript · javascript'i etkinleştirin · tarayıcınız kontrol ediliyor
    включите javascript · проверка вашего браузера · увімкніть javascript · javascriptを有効にしてください · javascript を有効
    请启用 javascript · 请启用javascript · 正在检查您的浏览器 · 請啟用 javascript · javascript를 활성화 · जावास्क्रिप्ट सक्षम करें
    aktifkan javascript · schakel javascript in · włącz javascript · vui lòng bật javascript`,
  captcha: `
    verify you are human · verify that you are human · verify you're human · confirm you are human · confirm you're not a robot
    i'm not a robot · are you a robot · are you human? · prove your humanity · prove you are human · press & hold to confirm
    complete the security check · security check · unusual traffic from your · unusual activity · suspicious activity
    drag the slider · complete the captcha · solve the puzzle · verify to continue · select all images · recaptcha
    let's confirm you are human · sign in to confirm you're not a bot
    bestätige, dass du ein mensch bist · bestätigen sie, dass sie ein mensch sind · ich bin kein roboter · sicherheitsüberprüfung
    ungewöhnlichen datenverkehr · je ne suis pas un robot · vérifiez que vous êtes humain · contrôle de sécurité · trafic inhabituel
    no soy un robot · verifica que eres humano · comprobación de seguridad · tráfico inusual · não sou um robô
    verifique se você é humano · verificação de segurança · non sono un robot · conferma di essere umano · أنا لست برنامج روبوت
    تحقق من أنك إنسان · אני לא רובוט · ben robot değilim · insan olduğunuzu doğrulayın · я не робот · подтвердите, что вы человек
    проверка безопасности · подтвердите, что вы не робот · я не робот · 私はロボットではありません · 人間であることを確認 · セキュリティチェック
    进行人机验证 · 请完成验证 · 安全验证 · 我不是机器人 · 請完成驗證 · 로봇이 아닙니다 · 사람인지 확인 · 보안 확인 · मैं रोबोट नहीं हूं
    saya bukan robot · ik ben geen robot · nie jestem robotem · potwierdź, że jesteś człowiekiem`,
  'rate-limit': `
    rate limit exceeded · rate limited · too many requests · please wait a few minutes · try again in a few minutes
    you've been blocked by network security · blocked by network security · you are being rate limited · slow down
    temporarily blocked · you're temporarily blocked · request has been throttled
    zu viele anfragen · bitte warte ein paar minuten · vorübergehend blockiert · trop de requêtes · patientez quelques minutes
    temporairement bloqué · demasiadas solicitudes · espera unos minutos · bloqueado temporalmente · muitas solicitações
    aguarde alguns minutos · bloqueado temporariamente · troppe richieste · attendi qualche minuto · طلبات كثيرة جدًا
    يرجى الانتظار بضع دقائق · יותר מדי בקשות · çok fazla istek · birkaç dakika bekleyin · слишком много запросов
    подождите несколько минут · リクエストが多すぎます · 数分待って · 请求过于频繁 · 请求次数过多 · 請求過多 · 요청이 너무 많습니다
    बहुत अधिक अनुरोध · terlalu banyak permintaan · te veel verzoeken · zbyt wiele żądań`,
  region: `
    not available in your country · not available in your region · unavailable in your country · isn't available in your country
    isn't available in your region · not available in your location · has been withheld in · withheld in your country
    in response to a legal demand · blocked in your country · unavailable for legal reasons · uploader has not made this video available
    in deinem land nicht verfügbar · in ihrem land nicht verfügbar · in deiner region nicht verfügbar · zurückgehalten in
    pas disponible dans votre pays · n'est pas disponible dans votre région · no está disponible en tu país · no disponible en tu región
    não está disponível no seu país · não disponível na sua região · non è disponibile nel tuo paese · non disponibile nella tua area
    غير متاح في بلدك · غير متوفر في بلدك · אינו זמין במדינה שלך · ülkenizde kullanılamıyor · ülkende kullanılamıyor · недоступно в вашей стране
    недоступен в вашем регионе · お住まいの国では · お住まいの地域では · 您所在的国家 · 您所在的地区 · 你所在的地區 · 해당 국가에서는 · 거주 국가에서
    आपके देश में उपलब्ध नहीं · tidak tersedia di negara anda · niet beschikbaar in jouw land · niet beschikbaar in uw land
    niedostępne w twoim kraju`,
  'age-gate': `
    age-restricted · confirm your age · verify your age · you must be 18 · are you over 18 · are you 18 or older · must be over 18
    adults only · mature content · this content is for adults · age verification · this community is nsfw · enter your birthdate
    altersbeschränk · bestätige dein alter · alter bestätigen · nur für erwachsene · ab 18 jahren · limite d'âge · confirmez votre âge
    vérifiez votre âge · réservé aux adultes · restricción de edad · confirma tu edad · verifica tu edad · mayores de 18
    restrição de idade · confirme sua idade · maiores de 18 · limiti di età · conferma la tua età · maggiori di 18 · تأكيد عمرك
    مقيد بالفئة العمرية · אמת את גילך · מוגבל לפי גיל · yaşını doğrula · yaş kısıtlaması · подтвердите свой возраст · ограничение по возрасту
    18歳以上 · 年齢制限 · 年齢を確認 · 年龄限制 · 确认您的年龄 · 年齡限制 · 연령 제한 · 나이를 확인 · आयु-प्रतिबंधित · konfirmasi usia
    leeftijdsbeperking · bevestig je leeftijd · potwierdź swój wiek · ograniczenie wiekowe`,
  unavailable: `
    this page doesn't exist · this page isn't available · page not found · post not found · status not found · video unavailable
    this page could not be found · post is unavailable · post unavailable · content isn't available · content is unavailable
    content is not available · no longer available · has been deleted · has been removed · was deleted · was removed
    may have been removed · may have been deleted · account suspended · account has been suspended · is from a suspended account
    video isn't available · video is unavailable · video currently unavailable · this video is private · private video
    account owner limits who can view · these posts are protected · this account is private · page you were looking for
    page you are looking for · couldn't find this account · user not found · 404 not found
    seite existiert nicht · seite wurde nicht gefunden · seite ist leider nicht verfügbar · beitrag nicht gefunden
    inhalt ist nicht verfügbar · nicht mehr verfügbar · wurde gelöscht · wurde entfernt · konto gesperrt · video nicht verfügbar
    cette page n'existe pas · page introuvable · n'est plus disponible · contenu indisponible · a été supprimé · vidéo non disponible
    compte suspendu · esta página no existe · página no encontrada · ya no está disponible · este contenido no está disponible
    ha sido eliminad · fue eliminad · video no disponible · cuenta suspendida · esta página não existe · página não encontrada
    não está mais disponível · conteúdo não está disponível · foi removid · foi excluíd · vídeo indisponível · conta suspensa
    questa pagina non esiste · pagina non trovata · non è più disponibile · è stato rimosso · è stato eliminato · video non disponibile
    هذه الصفحة غير موجودة · الصفحة غير متاحة · لم يعد متاح · تم حذف · الفيديو غير متاح · הדף לא נמצא · התוכן אינו זמין · הוסר · נמחק
    bu sayfa mevcut değil · sayfa bulunamadı · artık mevcut değil · silindi · kaldırıldı · эта страница не существует
    страница не найдена · больше не доступ · удален · удалён · видео недоступно · заблокирован · このページは存在しません
    ページが見つかりません · 利用できなくなりました · 削除されました · 動画を再生できません · 页面不存在 · 找不到该页面 · 内容不可用 · 已被删除 · 已删除
    頁面不存在 · 已被刪除 · 視頻不可用 · 페이지가 존재하지 않습니다 · 페이지를 찾을 수 없 · 삭제되었습니다 · 더 이상 이용할 수 없
    यह पेज मौजूद नहीं · पेज उपलब्ध नहीं · हटा दिया गया · halaman ini tidak tersedia · halaman tidak ditemukan · telah dihapus
    deze pagina bestaat niet · pagina niet gevonden · niet meer beschikbaar · is verwijderd · strona nie istnieje
    nie znaleziono strony · została usunięt · został usunięt · không tìm thấy trang`,
  consent: `
    before you continue to · we value your privacy · we use cookies · this site uses cookies · uses cookies · accept all cookies
    accept all · reject all · allow all cookies · decline optional cookies · allow the use of cookies · cookie preferences
    cookie settings · manage cookies · manage consent · our partners store · consent to the use · did someone say … cookies
    bevor du zu · bevor sie zu · wir verwenden cookies · alle akzeptieren · alle ablehnen · cookie-einstellungen · verwendet cookies
    avant d'accéder à · nous utilisons des cookies · tout accepter · tout refuser · continuer sans accepter · accepter les cookies
    antes de ir a · utilizamos cookies · usamos cookies · aceptar todo · rechazar todo · aceptar todas las cookies
    antes de continuar · aceitar tudo · rejeitar tudo · aceitar todos os cookies · prima di continuare · utilizziamo i cookie
    accetta tutto · rifiuta tutto · accetta tutti i cookie · قبل المتابعة إلى · نستخدم ملفات تعريف الارتباط · قبول الكل · رفض الكل
    לפני שממשיכים אל · קובצי cookie · קבל הכול · דחה הכול · devam etmeden önce · çerezleri kullanıyoruz · tümünü kabul et
    tümünü reddet · мы используем файлы cookie · принять все · отклонить все · файлы cookie · cookie を使用 · すべて同意 · すべて受け入れ
    すべて拒否 · に進む前に · 我们使用 cookie · 全部接受 · 全部拒绝 · 继续前往 · 全部接受 · 全部拒絕 · 쿠키를 사용 · 모두 수락 · 모두 거부 · 계속하기 전에
    हम कुकी का उपयोग · सभी स्वीकार करें · kami menggunakan cookie · terima semua · tolak semua · wij gebruiken cookies
    alles accepteren · alles afwijzen · używamy plików cookie · zaakceptuj wszystko · odrzuć wszystko · trước khi bạn tiếp tục`,
  login: `
    log in to · log into · log in or sign up · log in with · please log in · you must log in · need to log in · must be logged in
    sign in to · sign in or join · please sign in · sign in with · sign up to see · sign up for · join now to see · create an account to
    log in | · forgot password · forgotten password · see more on · don't have an account · already have an account
    hasn't shared this with everyone · requested their posts not be displayed · requires an authenticated user · continue with google
    melde dich an · bitte anmelden · anmelden bei · logge dich ein · einloggen, um · passwort vergessen · jetzt registrieren
    connectez-vous · se connecter à · connecte-toi · mot de passe oublié · inscrivez-vous pour · créer un compte pour
    inicia sesión · iniciar sesión · olvidaste tu contraseña · regístrate para · faça login · entre para · entrar no · inicie sessão
    esqueceu a senha · cadastre-se para · accedi per · accedi a · password dimenticata · iscriviti per · سجّل الدخول · تسجيل الدخول
    سجل الدخول · نسيت كلمة السر · כניסה אל · התחבר כדי · יש להתחבר · שכחת את הסיסמה · giriş yap · oturum aç · şifreni mi unuttun
    войдите, чтобы · войти в · войдите в · забыли пароль · авторизуйтесь · зарегистрируйтесь · увійдіть · ログインしてください
    ログインして · にログイン · パスワードを忘れた · 登录后 · 请登录 · 登录以 · 忘记密码 · 請登入 · 登入以 · 登入後 · 忘記密碼 · 로그인하여
    로그인하세요 · 로그인이 필요 · 비밀번호를 잊으 · लॉग इन करें · लॉग इन करने · पासवर्ड भूल गए · masuk untuk · masuk ke · login untuk
    lupa kata sandi · meld je aan · log in om · inloggen bij · wachtwoord vergeten · zaloguj się · nie pamiętasz hasła · đăng nhập để`,
  language: `
    translated from · translated by · machine translat · auto-translated · show original · see original · view original
    rate this translation · übersetzt aus · übersetzt von · original anzeigen · traduit de · traduit du · traduit par · voir l'original
    afficher l'original · traducido del · traducido de · traducido por · ver original · mostrar original · traduzido do
    traduzido de · traduzido por · tradotto da · mostra originale · vedi originale · مترجم من · تمت الترجمة · عرض الأصل
    תורגם מ · הצג מקור · çevrildi · orijinali göster · переведено с · показать оригинал · 翻訳元 · から翻訳 · 原文を表示 · 翻译自
    由 google 翻译 · 查看原文 · 显示原文 · 翻譯自 · 查看原文 · 번역됨 · 원문 보기 · से अनुवादित · मूल देखें · diterjemahkan dari · lihat asli
    vertaald uit · origineel bekijken · przetłumaczono z · pokaż oryginał`,
  error: `
    something went wrong · something's gone wrong · oops, something · an error occurred · an error has occurred · internal server error
    bad gateway · service unavailable · gateway time-out · temporarily unavailable · try again later · try reloading · over capacity
    access denied · 403 forbidden · 500 error · unable to load · failed to load · couldn't load · could not load · are you offline
    etwas ist schiefgelaufen · etwas ist schiefgegangen · ein fehler ist aufgetreten · versuche es später · zugriff verweigert
    une erreur s'est produite · une erreur est survenue · un problème est survenu · réessayez plus tard · accès refusé
    algo salió mal · algo ha ido mal · se ha producido un error · inténtalo de nuevo · acceso denegado · algo deu errado
    ocorreu um erro · tente novamente · acesso negado · qualcosa è andato storto · si è verificato un errore · riprova più tardi
    حدث خطأ · حدثت مشكلة · משהו השתבש · אירעה שגיאה · bir şeyler ters gitti · bir hata oluştu · что-то пошло не так
    произошла ошибка · попробуйте позже · 問題が発生しました · エラーが発生しました · やりなおしてください · 出错了 · 出现错误 · 发生错误
    發生錯誤 · 出了點問題 · 문제가 발생했습니다 · 오류가 발생 · 다시 시도 · कुछ गलत हो गया · कोई गड़बड़ी · terjadi kesalahan · ada yang salah
    er ging iets mis · er is iets misgegaan · er is een fout opgetreden · coś poszło nie tak · wystąpił błąd · đã xảy ra lỗi`,
};
