import '../../../web/src/styles/base.css';
import '../../../web/src/styles/channel.css';
import '../../../web/src/styles/list.css';
import '../../../web/src/styles/content.css';
import '../../../web/src/styles/composer.css';
import '../../../web/src/styles/emoji.css';
