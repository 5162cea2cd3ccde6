### The texts of the enrollment portal, in Portuguese.

## page

page-title = Configure seu dispositivo
page-step = Etapa { $step } de { $steps }
page-help-heading = Precisa de ajuda?
page-language = Idioma

## language

language-title = Escolha seu idioma
language-text = As páginas neste dispositivo aparecerão nesse idioma. Nada mais muda.
language-back = Voltar

## login

login-title = Entrar
login-text = Entre com a conta que você recebeu de { $organization }.
login-invited-text = { $inviter } convida você. Entre com a conta que você recebeu de { $organization }.
login-invited-by-name-text = { $inviter } convida **{ $recipient }**. Entre com a conta que você recebeu de { $organization }.
login-username = Nome de usuário
login-password = Senha
login-button = Entrar
login-note-text = Nada muda neste dispositivo até você instalar um perfil por conta própria, daqui a duas etapas.
login-invited-note-text = Nada muda neste dispositivo até você instalar um perfil por conta própria.
login-code-link = Tem um código?
login-leave-button = Continuar sem este convite
login-username-missing = Digite seu nome de usuário.
login-password-missing = Digite sua senha.
login-refused = O nome de usuário ou a senha não está certo, ou esta conta não pode ser usada aqui.
login-throttled = Houve tentativas demais. Tente de novo { $wait }.
login-nothing-offered = Sua conta não pode configurar dispositivos. Peça permissão ao administrador.
login-personal-only = Com sua conta só é possível configurar dispositivos pessoais. Eles são adicionados em Ajustes, não nesta página. Fale com o administrador.
login-settings-instead = Os dispositivos da sua organização não são configurados nesta página. No dispositivo, abra Ajustes › Geral › VPN e Gerenciamento de Dispositivo e escolha “Iniciar Sessão na Conta de Trabalho ou Escola”.
login-administrator-instead = Os dispositivos da sua organização não são configurados nesta página. Pergunte ao administrador como fazer.
login-directory-silent = O diretório de { $organization } não responde, por isso as pessoas que estão nele não podem entrar agora. Tente de novo em alguns minutos. Contas locais ainda funcionam: se você tem uma, confira o nome de usuário e a senha.
login-provider-button = Entrar com { $provider }
login-provider-or = Ou com nome de usuário e senha
login-leaving-title = Continue em { $provider }
login-leaving-text = Você entra em { $provider } e volta para cá automaticamente.
login-leaving-button = Ir para { $provider }
login-passwords-off = Senhas não servem aqui. Entre com o botão acima.
login-provider-off-text = No momento ninguém pode entrar desta forma. Volte e escolha outra.
login-provider-over-text = Este acesso já foi usado, levou mais de dez minutos ou foi iniciado em outro navegador. Comece de novo desde o início.
login-provider-declined-text = O acesso não foi liberado lá: foi cancelado ou recusado. Comece de novo ou peça ajuda.
login-provider-unverified-text = Não foi possível verificar a resposta, por isso ninguém entrou. Comece de novo. Se continuar assim, peça ajuda e informe a referência.
login-provider-nameless-text = Seu nome de usuário não chegou. Peça ajuda e informe a referência.

## ownership

ownership-title = De quem é este dispositivo?
ownership-text = Disso depende o que { $organization } pode ver e fazer nele.
ownership-institutional-title = Pertence a { $organization }
ownership-institutional-button = Da organização
ownership-personal-title = Pertence a mim
ownership-personal-button = Pessoal
ownership-not = Não é possível:
ownership-personal-can-facts = ver o modelo, a versão do iOS e os apps do seu trabalho
ownership-personal-can-set-up = configurar contas, redes e apps para o seu trabalho
ownership-personal-can-remove = retirar de novo o que configurou
ownership-personal-cannot-identify = ver o número de série ou o número de telefone
ownership-personal-cannot-see = ver seus próprios apps, fotos, mensagens ou onde você está
ownership-personal-cannot-erase = apagar o dispositivo ou remover o código dele
ownership-note-text = Em dúvida? Pense em quem pagou por ele, ou pergunte a quem o deu a você. Você pode voltar a esta página.
ownership-fault = Escolha uma das duas opções.

## eula

eula-title = Acordo
eula-text = { $organization } pede que você leia e aceite isto antes de o dispositivo ser configurado.
eula-button = Aceitar
eula-refuse-button = Não aceito

## sites

site-title = Escolha a unidade
site-text = A que unidade este dispositivo pertence?
site-legend = Unidade
site-none = Nenhuma unidade
site-note-text = Em dúvida? Pergunte a quem deu a conta a você.
site-button = Continuar
site-fault = Escolha uma destas.

## certificate

certificate-title = Instale o certificado
certificate-text = Com este certificado, seu dispositivo sabe que fala com { $organization } e com mais ninguém. Baixe-o aqui e depois instale-o em Ajustes em até 8 minutos.
certificate-fetched-text = Agora abra **Ajustes**, toque em **Perfil Baixado** e instale-o. Depois volte e continue.
certificate-tap-install-text = Fica no canto superior direito. Digite seu código, toque de novo em **Instalar** e depois em **OK**.
certificate-button = Baixar certificado
certificate-again-button = Baixar de novo
certificate-next-button = Está instalado: continuar

## institutional-mdm

install-title = Instale o perfil
install-later-title = Quase lá
install-text = Baixe-o aqui e depois instale-o em Ajustes. O iOS o guarda por 8 minutos.
install-fetched-text = Agora abra **Ajustes** e toque em **Perfil Baixado**. Depois volte: esta página sabe até onde você chegou.
install-connecting-text = Seu dispositivo está se conectando. Deixe-o ligado por um momento.
install-button = Baixar perfil
install-again-button = Baixar de novo
install-logout-button = Sair e começar de novo
install-clock-text = O relógio deste dispositivo está errado. Acerte-o em **Ajustes › Geral › Data e Hora**, ou a instalação vai falhar.
install-before = Instale até: { $time }
install-left = Tempo restante para instalar
install-gone = O iOS descartou o perfil. Baixe-o de novo.
progress-title = Andamento
progress-logged-in = Acesso feito
progress-profile-fetched = Perfil baixado
progress-certificate-issued = Certificado emitido
progress-checked-in = Dispositivo conectado
progress-enrolled = Dispositivo configurado
progress-done = feito
progress-now = em andamento
progress-to-come = a fazer
tap-title = Onde tocar
tap-allow-title = Permita o download
tap-allow-text = Quando o Safari perguntar, toque em **Permitir** e depois feche a mensagem.
tap-settings-title = Abra Ajustes
tap-settings-text = Toque em **Perfil Baixado**, perto do topo. Não está lá? Veja em **Geral › VPN e Gerenciamento de Dispositivo**.
tap-install-title = Toque em Instalar
tap-install-text = Fica no canto superior direito.
tap-passcode-title = Digite seu código
tap-passcode-text = O que desbloqueia este dispositivo. Depois toque de novo em **Instalar**.
tap-trust-title = Confie no gerenciamento remoto
tap-trust-text = Toque em **Confiar**, depois em **OK**, e volte a esta página.
ios-ignore = Ignorar
tap-allow-opens-text = Quando o Safari perguntar, toque em **Permitir**. O app Ajustes abre sozinho.
tap-settings-before-15-text = Toque em **Perfil Baixado**, perto do topo. Não está lá? Veja em **Geral › Perfis e Gerenciamento de Dispositivo**.
tap-settings-ipad-text = Toque em **Perfil Baixado** na lateral, perto do topo. Não está lá? Veja em **Geral › VPN e Gerenciamento de Dispositivo**.
tap-warning-title = Leia o que significa
tap-warning-text = O iOS diz o que o perfil faz. Toque em **Instalar** mais uma vez.
drawing-other-title = Parece diferente?
drawing-other-text = Escolha o que há no seu dispositivo.
ios-generation-26 = iOS 26 ou posterior
ios-generation-18 = iOS 18
ios-generation-15 = iOS 15 a 17
ios-generation-12 = iOS 12 a 14
ios-generation-10 = iOS 10 ou 11
ios-generation-ipad = iPad
drawing-allow = O Safari pergunta se pode baixar um perfil. Das duas respostas, “Permitir” está marcada.
drawing-profile-downloaded = A lista de Ajustes. A linha “Perfil Baixado”, perto do topo, está marcada.
drawing-install = O perfil em Ajustes. “Instalar”, no topo, está marcado.
drawing-passcode = O iOS pede o código do dispositivo.
drawing-warning = O iOS diz o que o perfil faz. “Instalar”, no topo, está marcado.
drawing-trust = O iOS pergunta se você confia no gerenciamento remoto. Das duas respostas, “Confiar” está marcada.
drawing-general = “Geral” em Ajustes. A linha “Sobre” está marcada.
drawing-about = “Sobre” em Ajustes. A linha “Certificados Confiáveis”, no fim, está marcada.
drawing-trust-switch = Certificados Confiáveis. O botão ao lado do certificado está ativado e marcado.
drawing-device-management = “Geral” em Ajustes. A linha dos perfis está marcada.
drawing-sign-in = “VPN e Gerenciamento de Dispositivo” em Ajustes. A linha para iniciar sessão em uma conta de trabalho ou escola está marcada.
install-help-title = Nada acontece?
install-help-row-text = **Nenhuma linha em Ajustes?** O iOS guarda um perfil por 8 minutos, e só o último: baixe-o de novo e veja também em **Geral › VPN e Gerenciamento de Dispositivo**.
install-help-managed-text = **Ainda sem a linha, ou Instalar não faz nada?** Talvez o dispositivo já seja gerenciado por uma escola, uma empresa ou pelo Tempo de Uso. Quem o gerencia precisa liberá-lo primeiro: veja em **Geral › VPN e Gerenciamento de Dispositivo**.
install-help-stolen-text = A **Proteção de Dispositivo Roubado** pede seu rosto ou dedo e, longe de locais conhecidos, pode fazer você esperar uma hora. Espere, faça isto em casa ou no trabalho, ou desative-a por um momento em **Ajustes › Face ID e Código**.
install-help-lockdown-text = O **Modo de Isolamento** não deixa entrar nenhum perfil. Desative-o em **Ajustes › Privacidade e Segurança** até o dispositivo estar configurado.
install-help-clock-text = **Data ou hora errada** faz a instalação falhar. Ative **Automaticamente** em **Ajustes › Geral › Data e Hora**.
install-help-vpn-text = **Uma VPN ou um filtro** pode impedir que o dispositivo chegue até nós. Desative-o até tudo estar pronto.
ios-allow = Permitir
ios-settings = Ajustes
ios-profile-downloaded = Perfil Baixado
ios-install-profile = Instalar Perfil
ios-install = Instalar
ios-cancel = Cancelar
ios-enter-passcode = Digitar Código
ios-remote-management = Gerenciamento Remoto
ios-trust = Confiar
ios-warning = Aviso
ios-general = Geral
ios-about = Sobre
ios-certificate-trust-settings = Certificados Confiáveis
ios-vpn-and-device-management = VPN e Gerenciamento de Dispositivo
ios-profiles-and-device-management = Perfis e Gerenciamento de Dispositivo
ios-sign-in = Iniciar Sessão na Conta de Trabalho ou Escola…

## user-enrollment-mdm

personal-title = Continue em Ajustes
personal-text = Um dispositivo pessoal é adicionado em Ajustes, não nesta página. Não há nada para baixar.
personal-step-settings = Abra **Ajustes › Geral › VPN e Gerenciamento de Dispositivo**.
personal-step-sign-in = Toque em **Iniciar Sessão na Conta de Trabalho ou Escola**.
personal-step-account = Digite sua Conta Apple Gerenciada: { $address }
personal-step-account-unknown = Digite a Conta Apple Gerenciada que você recebeu de { $organization }.
personal-step-follow = Entre como você fez aqui e siga o que o dispositivo mostra.
personal-version-text = É preciso ter iOS 15 ou iPadOS 15, ou posterior.
personal-privacy-link = O que { $organization } verá
personal-back-link = Não é meu dispositivo pessoal
personal-logout-button = Sair desta página
privacy-title = Seu próprio dispositivo e { $organization }
privacy-text = Quando você entra com sua conta de trabalho em um dispositivo pessoal, o iOS mantém o trabalho separado de todo o resto. É exatamente isto que significa.
privacy-sees-title = { $organization } vê
privacy-sees-model = o modelo, a versão do iOS e o nome do dispositivo
privacy-sees-account = sua Conta Apple Gerenciada e quando o dispositivo se conectou pela última vez
privacy-sees-apps = os apps, perfis e certificados que instalou
privacy-sees-state = se há um código e quanto espaço está livre
privacy-sees-not-title = { $organization } não vê
privacy-sees-not-identifiers = o número de série, o UDID, o IMEI ou o número de telefone: o iOS dá um número que deixa de valer quando o gerenciamento termina
privacy-sees-not-apps = que outros apps você tem, ou sua Conta Apple
privacy-sees-not-content = fotos, mensagens, e-mails, chamadas ou os sites que você visita
privacy-sees-not-place = onde o dispositivo está
privacy-does-title = { $organization } pode
privacy-does-set-up = configurar contas, redes e apps para o seu trabalho
privacy-does-passcode = exigir um código de seis dígitos
privacy-does-remove = retirar o que configurou, com os dados que estão ali
privacy-does-not-title = { $organization } não pode
privacy-does-not-erase = apagar o dispositivo, ou algo seu que esteja nele
privacy-does-not-unlock = remover seu código, ou desbloquear o dispositivo
privacy-does-not-rule = proibir apps a você ou mudar ajustes do dispositivo inteiro
privacy-end-text = Você pode encerrar isso a qualquer momento: encerre a sessão em **Ajustes › Geral › VPN e Gerenciamento de Dispositivo**. O que foi configurado para o trabalho é então removido; todo o resto fica.
privacy-back-link = Voltar

## complete

complete-title = Tudo pronto
complete-text = Este dispositivo agora é gerenciado por { $organization }. Você já pode usá-lo.
complete-facts-title = O que foi configurado
complete-managed-by = Gerenciado por
complete-assigned-to = Atribuído a
complete-ownership = Propriedade
complete-since = Desde
complete-institutional = Da organização
complete-personal = Pessoal
complete-know-title = Bom saber
complete-arrives = Contas, redes e apps chegam sozinhos nos próximos minutos.
complete-where = O perfil está em **Ajustes › Geral › VPN e Gerenciamento de Dispositivo**.
complete-ask = Dúvidas? Fale com o administrador em { $organization }.
complete-logout-button = Sair desta página
complete-close-text = Você pode fechar esta página.
failed-title = Não funcionou
failed-reference = Referência
stop-challenge-used = Este perfil já foi usado. Remova-o em Ajustes, se ainda estiver lá, e baixe um novo aqui.
stop-challenge-expired = O perfil foi instalado tarde demais. Baixe-o de novo e instale-o em até oito minutos.
stop-request-refused = Este dispositivo não conseguiu obter seu certificado. Atualize-o para o iOS mais recente e baixe o perfil de novo.
stop-other-device = O perfil foi usado em outro dispositivo. Comece de novo no dispositivo que você quer configurar.
stop-wrong-topic = Os ajustes da organização mudaram durante a configuração. Saia aqui e comece de novo.
stop-invitation-used-up = Nesse meio-tempo, o convite foi usado em outros dispositivos. Peça um novo a quem convidou você.
stop-other-serial-number = Este convite é para outro dispositivo. Use-o no dispositivo a que se destina, ou peça um novo.
stop-serial-number-not-admitted = Sua organização não conhece este dispositivo. Informe ao administrador o número de série, em Ajustes › Geral › Sobre, e comece de novo.
stop-other-way = Este dispositivo se registrou de uma forma diferente da pedida. Comece de novo em Ajustes › Geral › VPN e Gerenciamento de Dispositivo.
stop-not-signed-in = Este dispositivo não mostrou que você iniciou sessão. Comece de novo em Ajustes › Geral › VPN e Gerenciamento de Dispositivo.
stop-os-too-old = O sistema deste dispositivo é mais antigo do que sua organização aceita. Atualize-o em Ajustes › Geral › Atualização de Software e baixe o perfil de novo.
stop-model-not-admitted = Sua organização não gerencia dispositivos deste modelo. Use outro dispositivo ou fale com o administrador.
stop-re-enrollment-refused = Este dispositivo está registrado na sua organização para outra pessoa. Só essa pessoa ou um administrador pode configurá-lo de novo. Fale com o administrador.

## welcome

welcome-title = O que vai acontecer
welcome-text = { $organization } vai gerenciar este dispositivo. Leva cerca de três minutos.
welcome-you-title = Você
welcome-by-invitation = Por convite
welcome-not-you-button = Não é você?
welcome-steps-title = Três etapas
welcome-four-steps-title = Quatro etapas
welcome-step-certificate = Você **instala um certificado** e o ativa, para que este dispositivo confie no nosso servidor.
welcome-step-download = Você **baixa um perfil** desta página.
welcome-step-install = Você **o instala em Ajustes**, com seu código. Mostramos cada toque.
welcome-step-back = Você **volta para cá**. Esta página avisa quando tudo estiver pronto.
welcome-can-title = { $organization } poderá
welcome-can-facts = ver o modelo, o número de série, a versão do iOS e o armazenamento
welcome-can-apps = ver quais apps estão instalados
welcome-can-set-up = configurar contas, redes e apps para o seu trabalho
welcome-can-erase = bloquear o dispositivo, remover o código dele ou apagá-lo
welcome-cannot-title = { $organization } não pode
welcome-cannot-messages = ler suas mensagens, e-mails ou notas
welcome-cannot-photos = ver suas fotos ou os sites que você visita
welcome-cannot-passwords = ouvir você, nem ver suas senhas
welcome-institutional-text = Este dispositivo está sendo configurado como dispositivo da organização. Você pode parar aqui: nada muda até você instalar o perfil.
welcome-personal-text = Este dispositivo está sendo configurado como dispositivo pessoal. Você pode parar aqui: nada muda até você instalar o perfil.
welcome-button = Continuar

## user

user-title = Atribuir a uma pessoa
user-heading = Para quem é?
user-text = Procure a pessoa que vai usar este dispositivo.
user-field = Nome de usuário, nome ou e-mail
user-search-button = Buscar
user-found = Encontrado
user-too-short = Digite pelo menos dois caracteres.
user-nobody = Ninguém foi encontrado com “{ $searched }”. Confira a grafia.
user-silent = Não foi possível buscar agora. Tente de novo em um minuto.
user-unknown = O diretório não conhece mais esta pessoa. Busque de novo.
user-not-all = A busca não está completa: { $directories } não responde.
user-count = { $count ->
    [one] { $count } pessoa
   *[other] { $count } pessoas
}
user-assign-button = Atribuir
user-assign-to = Atribuir a { $name }
user-so-far = Por enquanto o dispositivo é para { $name }.
user-so-far-nobody = Por enquanto o dispositivo não é para ninguém.
user-keep-link = Deixar assim
user-blank-button = Continuar sem uma pessoa

## code

code-title = Digite o código
code-text = Enviamos seis dígitos para **{ $address }**. Eles valem por dez minutos.
code-field = Código
code-button = Continuar
code-again-button = Enviar outro código
code-sent-again = Outro código está a caminho. Só o mais novo vale.
code-note-text = Não chegou nada? Veja se esse endereço ou número ainda é seu e pergunte a quem convidou você.
code-stop-button = Parar aqui
code-missing = Digite os seis dígitos.
code-refused = Este código não está certo, ou tem mais de dez minutos.
code-used-up = Houve códigos demais. Comece de novo a partir do seu convite.

## approval

approval-title = Aguardando aprovação
approval-text = Quem convidou você foi avisado e decide sobre este dispositivo. Você não precisa fazer nada.
approval-yours = Você fez sua parte
approval-theirs = Alguém aprova
approval-then = Você instala o perfil
approval-note = Esta página segue sozinha. Você pode sair dela e voltar mais tarde neste navegador.
approval-button = Verificar de novo
approval-stop-button = Parar aqui

## reenrollment

known-title = Este dispositivo já é conhecido
known-text = Este { $kind } já foi configurado antes. Pertence a **{ $user }**.
known-kind = dispositivo
known-facts-title = O que será dele
known-device = Dispositivo
known-now = Pertence a
known-then = Pertencerá a
known-same = Continua com { $user } e é configurado de novo.
known-becomes = Pertencerá a { $becomes }. O que { $user } recebeu nele da organização é removido.
known-stays = Continua registrado para { $user } até que um administrador confirme a mudança.
known-nobody = Não ficará registrado para ninguém.
known-refused = Só { $user } ou um administrador pode configurá-lo de novo. Fale com o administrador.
known-button = Sim, configurar
known-other-button = Este é outro dispositivo
known-stop-button = Parar aqui

## invitation

invitation-title = Você tem um convite
invitation-text = **{ $inviter }** convida você a configurar este dispositivo com { $organization }.
invitation-for = Para
invitation-from = De
invitation-ends = Termina
invitation-steps-title = O que vai acontecer
invitation-step-login = Você **entra** com a conta que recebeu de { $organization }.
invitation-step-code = Você **digita um código** que enviamos para { $address }.
invitation-step-approval = { $inviter } **aprova** este dispositivo.
invitation-step-install = Você **instala um perfil** em Ajustes. Mostramos cada toque.
invitation-step-managed = Depois, { $organization } **gerencia este dispositivo**. Antes, você lê o que isso significa.
invitation-note-text = Nada muda neste dispositivo até você instalar o perfil por conta própria.
invitation-button = Continuar
invitation-leave-button = Não é para mim
invitation-computer-text = **{ $inviter }** convida você a configurar um dispositivo com { $organization }. Pegue o iPhone ou iPad que você quer configurar.
invitation-browser-text = **{ $inviter }** convida você a configurar um dispositivo com { $organization }. O iOS só aceita perfis de forma confiável pelo Safari, e você está usando { $browser }.
invitation-message-title = Com sua mensagem
invitation-browser-back = Volte para a mensagem com seu convite.
invitation-browser-copy = Toque no link, mantenha o dedo nele e **copie**-o.
invitation-browser-paste = Abra o **Safari**, cole o link na barra de endereço e abra-o.
invitation-computer-open = Abra a mensagem com seu convite **nesse dispositivo**.
invitation-computer-tap = Toque no link da mensagem. Ele abre no **Safari**.
invitation-code-title = Ou com o código da sua mensagem
invitation-code-address = Abra { $address } no Safari.
invitation-code-address-or-picture = Abra { $address } no Safari, ou aponte a câmera para a imagem abaixo.
invitation-code-tap = Toque em **Tem um código?**
invitation-code-type = Digite o código da sua mensagem.
code-entry-title = Digite seu código
code-entry-text = Dez letras e dígitos: abaixo do link no seu convite, ou no outro dispositivo em que você começou.
code-entry-field = Código
code-entry-button = Continuar
code-entry-note-text = Maiúsculas e traços não importam.
code-entry-none-link = Não tenho um código
code-entry-missing = Digite o código.
code-entry-unknown = Este link ou código não é válido. Confira, ou peça um novo a quem convidou você.
invitation-unknown-title = Este link não é válido
invitation-unknown-text = Nenhum convite corresponde a ele. Veja se o link ou o código chegou inteiro, ou peça um novo a quem convidou você.
invitation-expired-title = Seu convite expirou
invitation-expired-text = Ele valia por um tempo limitado, e esse tempo acabou.
invitation-revoked-title = Seu convite foi retirado
invitation-revoked-text = Quem convidou você o retirou, por isso ele não serve mais.
invitation-paused-title = Seu convite está em pausa
invitation-paused-text = Por enquanto ele está parado. Seu link continua valendo: tente de novo mais tarde, ou pergunte a quem convidou você.
invitation-used-up-title = Seu convite já foi usado
invitation-used-up-text = Todos os dispositivos previstos já foram configurados com ele, ou estão sendo agora.
invitation-outside-hours-title = Volte um pouco mais tarde
invitation-outside-hours-text = Este convite só funciona em certos horários, e agora não é um deles. Seu link continua valendo. Quem convidou você sabe os horários.
invitation-other-person-title = Este convite é para outra pessoa
invitation-other-person-text = Entre com a conta para a qual ele foi enviado, ou peça um convite só seu a quem convidou você.
invitation-other-person = Este convite é para outra pessoa. Entre com a conta para a qual ele foi enviado.
invitation-ask-button = Pedir um novo link
invitation-ask-note-text = Isto avisa { $inviter }, que decide a respeito.
invitation-told-title = Avisamos { $inviter }
invitation-told-text = Você receberá uma nova mensagem quando ela for enviada. Você pode fechar esta página.
invitation-asked-title = Você já pediu
invitation-asked-text = { $inviter } sabe que você quer um novo link.
invitation-again-button = Tentar de novo
invitation-without-button = Continuar sem este convite

## browser

browser-title = Abrir no Safari
browser-heading = Abra esta página no Safari
browser-text = Para configurar um dispositivo é preciso um perfil, e o iOS só aceita perfis de forma confiável pelo Safari. Você está usando { $browser }.
browser-step-copy = Copie o link abaixo.
browser-step-open = Abra o **Safari**.
browser-step-paste = Cole o link na barra de endereço e abra-o.
browser-link = Link
browser-copy-button = Copiar link
browser-copied = Copiado
browser-camera = Usar a câmera de outro dispositivo
browser-anyway-link = Tentar neste navegador mesmo assim
browser-qr = Código QR do endereço desta página
browser-of-app = o navegador interno de { $app }
browser-of-some-app = o navegador interno de um app
browser-google-app = o app Google
computer-title = Continue no seu iPhone ou iPad
computer-text = Aponte a câmera dele para este código e toque no link que aparece.
computer-address = ou digite este endereço no Safari
computer-android-text = Dispositivos Android não são configurados aqui. Aponte a câmera do iPhone ou iPad que você quer configurar para este código e toque no link que aparece.
browser-open-button = Abrir no Safari
browser-open-text = Nada aconteceu? Então faça assim.
computer-ipad-link = Este é o iPad que quero configurar
unsuited-title = Este dispositivo talvez não sirva
unsuited-old-text = Ele parece ter iOS { $version }, e { $organization } pede { $minimum } ou posterior. Atualize-o em **Ajustes › Geral › Atualização de Software** e depois volte.
unsuited-kind-text = Ele parece ser um { $kind }, e { $organization } não gerencia esse tipo de dispositivo.
unsuited-go-on-link = Continuar mesmo assim
closed-title = Não nesta página

## trust

trust-title = Ative o certificado
trust-text = Seu dispositivo só confia em um certificado instalado à mão depois que você o ativa. Abra **Ajustes › Geral › Sobre › Certificados Confiáveis**.
trust-waiting = Aguardando a ativação. Esta página segue sozinha.
trust-untrusted = Ainda não ativado. Esta página verifica a cada dois segundos.
trust-offline = Este dispositivo não tem conexão com o servidor agora.
trust-trusted = Ativado. Agora o perfil…
trust-tap-about-title = Ajustes › Geral › Sobre
trust-tap-about-text = Em **Ajustes**, toque em **Geral** e depois em **Sobre**, bem no topo.
trust-tap-settings-title = Certificados Confiáveis
trust-tap-settings-text = Role até o fim e toque em **Certificados Confiáveis**.
trust-tap-switch-title = Ative-o
trust-tap-switch-text = Ative **{ $certificate }**, toque em **Continuar** e volte a esta página.
trust-button = Está ativado: continuar
trust-anyway-button = Continuar mesmo assim
trust-missing-text = “Certificados Confiáveis” não aparece? Então o certificado ainda não está instalado.
trust-back-link = Instalar o certificado

## handover

handover-title = Continue no seu iPhone ou iPad
handover-link = Continuar em outro dispositivo
handover-elsewhere-title = Este é o dispositivo que você quer configurar?
handover-elsewhere-text = O perfil é instalado no próprio iPhone ou iPad. Leve o que você começou: não é preciso entrar de novo.
handover-text = O que você começou aqui continua lá, sem precisar entrar de novo. Depois, esta página só acompanha.
handover-invitation-text = Seu convite vai com você.
handover-button = Mostrar o código
handover-scan-text = Aponte a câmera do seu iPhone ou iPad para esta imagem e toque no link que aparece.
handover-qr = Código QR para continuar em outro dispositivo
handover-code-title = Ou digite um código
handover-code-address = Abra { $address } no Safari.
handover-code-tap = Toque em **Tem um código?**
handover-code-type = Digite isto:
handover-until = Serve uma única vez, até: { $time }.
handover-left = Tempo restante
handover-waiting = Aguardando seu dispositivo…
handover-late-text = O código valia por dez minutos, e esse tempo acabou.
handover-again-button = Mostrar um novo código
handover-safari-text = Continue no Safari: ele começa de onde você está.
handover-safari-button = Abrir no Safari
handover-safari-else-text = Nada aconteceu? Copie o link, abra o **Safari** e cole-o na barra de endereço.
handover-stay-link = Prefiro continuar aqui
handover-gone-title = Continua no seu outro dispositivo
handover-gone-text = O resto acontece lá. Esta página mostra o andamento, e você pode fechá-la a qualquer momento.
handover-gone-invitation-text = Seu convite está aberto no outro dispositivo. Você pode fechar esta página.
handover-enrolled-title = Seu outro dispositivo está configurado
handover-enrolled-text = Agora ele é gerenciado por { $organization }. Você pode fechar esta página.
handover-stopped-text = Algo não funcionou. Seu outro dispositivo diz o que fazer.
handover-leave-button = Começar algo novo aqui
handover-take-title = Continuar aqui?
handover-take-text = **{ $person }** começou a configurar um dispositivo. Continua aqui, de onde parou.
handover-take-invited-text = Um convite foi aberto em outro dispositivo. Ele continua aqui.
handover-take-note-text = Continue só se foi você quem criou este código. Nada muda neste dispositivo até você instalar um perfil.
handover-take-button = Continuar aqui
handover-refuse-button = Não é para mim
handover-taken-title = Este código já foi usado
handover-taken-text = Cada código serve uma única vez. Crie um novo onde você obteve este.
handover-expired-title = Este código é antigo demais
handover-expired-text = Cada código vale por dez minutos. Crie um novo onde você obteve este.
handover-over-title = Não há nada para continuar
handover-over-text = Aquilo para que servia este código acabou, ou continua em outro lugar. Comece desde o início.
handover-replaced-text = Você já tinha começado antes neste navegador. Aquilo acabou; este é seu novo começo.

## ended

ended-checked-out-title = Não é mais gerenciado
ended-checked-out-text = O perfil foi removido do dispositivo, por isso ele não é mais gerenciado. Você pode configurá-lo de novo.
ended-superseded-title = Configurado de novo
ended-superseded-text = Desde então, o dispositivo foi configurado mais uma vez. Esta página pertence à vez anterior.
ended-withdrawn-title = Sua conta mudou
ended-withdrawn-text = Ela foi encerrada ou recebeu uma nova senha enquanto você seguia as etapas. Entre mais uma vez para começar de novo.
ended-logged-out-title = Você saiu
ended-logged-out-text = O perfil que você talvez tenha baixado não vale mais. Entre mais uma vez para começar de novo.
ended-invitation-revoked-title = Seu convite foi retirado
ended-invitation-revoked-text = A organização retirou ou pausou o convite. Peça um novo a quem convidou você.
ended-declined-title = Não aprovado
ended-declined-text = Quem convidou você não aprovou este dispositivo. Pergunte a essa pessoa, se achar que é um engano.
ended-expired-title = Seu tempo aqui acabou
ended-expired-text = Para sua segurança, cada acesso serve por um tempo limitado. Nada se perdeu: entre mais uma vez e continue.
ended-button = Começar de novo

## problem

problem-button = Voltar ao início
problem-reference = Referência
problem-reference-text = Se pedir ajuda, informe este código.
problem-nothing-title = Não há nada aqui
problem-nothing-text = Este endereço não existe. Confira o link, ou comece desde o início.
problem-method-title = Isso não funciona aqui
problem-method-text = Volte e use os botões da página.
problem-foreign-title = Isso não foi enviado por esta página
problem-foreign-text = Para sua segurança, o pedido foi recusado. Abra a página de novo e tente mais uma vez.
problem-large-title = Demais de uma vez
problem-large-text = O que você enviou é maior do que esta página aceita.
problem-throttled-title = Tentativas demais
problem-throttled-text = Espere um momento e tente de novo.
problem-unreadable-title = Não foi possível ler isso
problem-unreadable-text = Volte, confira o que você digitou e tente de novo.
problem-broken-title = Algo deu errado aqui
problem-broken-text = A culpa não é sua. Tente de novo em alguns minutos.
problem-silent-title = Algo não responde
problem-silent-text = Algo necessário para isto não responde. Tente de novo em alguns minutos.
problem-busy-title = Muito movimento agora
problem-busy-text = O servidor tem muito o que fazer. Tente de novo em alguns segundos.
problem-refused-title = Isso não é possível
problem-refused-text = Volte ao início e tente mais uma vez. Se acontecer de novo, fale com o administrador.
problem-not-ready-text = Este servidor não está pronto para configurar dispositivos. Fale com o administrador.
problem-wrong-links-title = Links errados demais
problem-wrong-links-text = Da sua rede vieram muitos links que não existem. Espere alguns minutos e comece desde o início.
profile-unknown-title = Este link não é válido
profile-unknown-text = Nenhum perfil corresponde a este link. Comece desde o início e use lá o botão para baixar.
profile-expired-title = Este link é antigo demais
profile-expired-text = O perfil só podia ser baixado por um tempo limitado depois do acesso. Entre mais uma vez para obter um novo.
account-refused-title = Não dá para continuar
account-over-text = Este acesso demorou demais, ou já tinha terminado. Comece de novo em Ajustes.
account-other-text = Em Ajustes você digitou uma conta que não é a sua. Comece de novo em Ajustes com a conta que recebeu da sua organização.
account-device-text = Sua organização não configura este dispositivo desta forma. Atualize-o em Ajustes › Geral › Atualização de Software, ou fale com o administrador.
account-not-offered-text = Entrar em uma conta em Ajustes não é oferecido a você aqui. Fale com o administrador.
profile-used-title = Este perfil já foi usado
profile-used-text = Um dispositivo já foi configurado com ele. Para configurar outro, ou este de novo, comece desde o início.
profile-ended-title = Esta configuração terminou
profile-ended-text = O perfil não serve mais. Entre mais uma vez para obter um novo.
profile-personal-text = Um dispositivo pessoal é adicionado em Ajustes, não por um perfil.
profile-unanswered-text = Ainda há perguntas em aberto. Volte ao início e responda a elas primeiro.
profile-settled-text = O perfil já foi baixado, por isso isto não pode mais ser mudado. Para mudar, saia e comece de novo.
profile-not-offered-text = Isto não foi oferecido a você. Volte ao início e escolha de novo.

## poster

poster-title = Configure seu iPhone ou iPad
poster-lead = Aponte a câmera para este código e toque no link que aparece.
poster-or-type = ou digite este endereço no Safari
poster-step-log-in = Entre com a conta que você recebeu de { $organization }.
poster-step-download = Baixe o perfil e instale-o em Ajustes. A página mostra cada toque.
poster-step-done = Volte à página: ela avisa quando tudo estiver pronto.

## time

time-exact = { $day } { $month } { $year }, { $time } UTC
time-of-day = { $time } UTC
time-in-seconds = em alguns segundos
time-in-moment = em menos de um minuto
time-in-minutes = { $count ->
    [one] em { $count } minuto
   *[other] em { $count } minutos
}
time-in-hours = { $count ->
    [one] em { $count } hora
   *[other] em { $count } horas
}
time-in-days = { $count ->
    [one] em { $count } dia
   *[other] em { $count } dias
}
time-month-1 = jan.
time-month-2 = fev.
time-month-3 = mar.
time-month-4 = abr.
time-month-5 = mai.
time-month-6 = jun.
time-month-7 = jul.
time-month-8 = ago.
time-month-9 = set.
time-month-10 = out.
time-month-11 = nov.
time-month-12 = dez.
